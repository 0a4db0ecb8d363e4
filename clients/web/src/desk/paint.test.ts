import { expect, it } from 'vitest';
import { mode_hue, oklch, person_color } from './paint';

it('hues are those of OKLCH', () => {
  expect(oklch('#ffffff').l).toBeCloseTo(1, 3);
  expect(oklch('#ff0000').h).toBeCloseTo(29.2, 0);
  expect(oklch('not a colour').c).toBeLessThan(0.05);
});

it('no mode comes nearer than 20 degrees to the blue of my own hand', () => {
  const focus = oklch('#62bdff').h;
  for (let h = 0; h < 360; h += 3) {
    // Any colour of that hue will do: take it from the wheel of full colours.
    const hex = '#' + [0, 120, 240].map((o) => Math.round(127 + 127 * Math.cos(((h - o) * Math.PI) / 180)).toString(16).padStart(2, '0')).join('');
    const away = Math.abs(((mode_hue(hex) - focus + 540) % 360) - 180);
    expect(away).toBeGreaterThan(19.9);
  }
});

it('a person keeps a colour, and others get others', () => {
  expect(person_color('ida')).toBe(person_color('ida'));
  expect(person_color('ida')).not.toBe(person_color('ben'));
});
