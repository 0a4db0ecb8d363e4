import { describe, expect, it } from 'vitest';
import { table } from '../generated/parameters';
import { levels_of } from './levels';
import { bend, decay, echoes, path_of, sweep } from './pictures';
import { choosable, graphic_frequencies, part_of, tempo, types } from './types';

describe('the types of effects', () => {
  it('are those of the table, each with all of its settings, once', () => {
    expect(Object.keys(types)).toEqual([...table.fx.type.choices]);
    const shown = Object.values(types).flatMap((type) => type.groups.flatMap((group) => group.settings.map((setting) => setting.path)));
    expect(new Set(shown).size).toBe(shown.length);
    const settings = Object.entries(table.fx).filter(([path, row]) => row.kind === 'setting' && choosable.includes(path.split('/')[0]!) && !path.startsWith('graphic/'));
    expect([...shown].sort()).toEqual(settings.map(([path]) => path).sort());
  });
  it('have graphic bands a third of an octave apart', () => {
    expect(graphic_frequencies.length).toBe(31);
    graphic_frequencies.forEach((f, k) => expect(Math.abs(Math.log10(f / 1000) * 10 - (k - 17))).toBeLessThan(0.1));
  });
  it('say parts of a beat and its tempo', () => {
    expect([part_of('1'), part_of('3/4'), part_of('1/8')]).toEqual([1, 0.75, 0.125]);
    expect(tempo(500)).toBe('120.0');
  });
});

describe('the levels of an effect', () => {
  it('in an insert are what goes into it and what comes of it, in grey while the strip passes by', () => {
    const shown = (on: boolean) => levels_of(3, { insert: { on }, bus: undefined, muted: true });
    expect(shown(true)).toEqual([0, 1, 4, 5].map((value) => ({ bank: 'fx', n: 3, value, grey: false })));
    expect(shown(false).map((aim) => aim?.grey)).toEqual([false, false, true, true]);
  });
  it('on a bus are what that bus plays, and its return', () => {
    const [left, right, ...out] = levels_of(2, { bus: 5, muted: true });
    expect([left, right]).toEqual([4, 5].map((value) => ({ bank: 'buses', n: 5, value, grey: false })));
    expect(out).toEqual([4, 5].map((value) => ({ bank: 'fx', n: 2, value, grey: true })));
  });
  it('without a source are its return alone', () => {
    expect(levels_of(1, { muted: false }).map((aim) => aim?.value)).toEqual([undefined, undefined, 4, 5]);
  });
});

describe('the picture of a reverb', () => {
  it('falls by 60 dB in its decay time, from behind the predelay', () => {
    const { span, middle, high } = decay(2, 250, 1, 0.5);
    expect(span).toBe(4);
    expect(middle).toEqual([[0.0625, 0], [0.5625, 1]]);
    expect(high[1]).toEqual([1.25 / 4, 1]);
  });
  it('ends at the edge with as much as is left there', () => {
    const { span, middle } = decay(20, 0, 2, 1);
    expect(span).toBe(40);
    expect(middle[1]).toEqual([0.5, 1]);
  });
});

describe('the picture of a delay', () => {
  it('has each echo a feedback lower than the one before, on its side', () => {
    const left = echoes(500, 1, 0.5, 0.5, 0, 1800).filter(({ side }) => side === 0);
    expect(left.map(({ at }) => at)).toEqual([500, 1000, 1500]);
    expect(left.map(({ level }) => Math.round(level))).toEqual([0, -6, -12]);
  });
  it('changes sides with ping-pong', () => {
    const crossed = echoes(400, 1, 1, 0.5, 1, 1000);
    expect(crossed.map(({ side }) => side)).toEqual([0, 1, 1, 0]);
  });
});

it('a bend keeps full scale and nought where they are, and without drive is straight', () => {
  const [first, last] = [bend(20, 0, 1)[0]!, bend(20, 0, 1).at(-1)!];
  expect([first[1], last[1]].map((y) => Math.round(y * 1000) / 1000)).toEqual([1, 0]);
  const middle = bend(20, 0.5, 1)[32]!;
  expect(middle[1]).toBeCloseTo(0.5, 9);
  for (const [x, y] of bend(12, 0.3, 0)) expect(y).toBeCloseTo(1 - x, 9);
});

it('a sweep apart by half a period is the other one upside down', () => {
  const [one, other] = [sweep(0), sweep(0.5)];
  one.forEach(([, y], k) => expect(y + other[k]![1]).toBeCloseTo(1, 9));
  expect(path_of([[0, 0], [0.5, 1]], 100, 50)).toBe('M0.0 0.0L50.0 50.0');
});
