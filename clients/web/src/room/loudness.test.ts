// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { desk, feed } from '../desk/here';
import { silence } from '../meters/feed';
import { message } from '../wire/osc';
import { History, loudness_of, lufs, nothing, peak_word } from './loudness.svelte';

const wanted: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  vi.advanceTimersByTime(5000);
  wanted.length = 0;
  vi.spyOn(desk.link, 'want_meters').mockImplementation((what) => {
    wanted.push(`+${what}`);
    return () => wanted.push(`-${what}`);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function frame(hundredths: number[]): Uint8Array {
  const bytes = new Uint8Array(4 + hundredths.length * 2);
  const view = new DataView(bytes.buffer);
  view.setInt16(0, hundredths.length, true);
  view.setInt16(2, 1, true);
  hundredths.forEach((value, k) => view.setInt16(4 + k * 2, value, true));
  return message('/meters/loudness', 'sb', '/bus/2', bytes);
}

it('is measured while somebody looks, once for all who look, and not after', () => {
  const look = loudness_of('/bus/2');
  const [one, two] = [look.begin(), look.begin()];
  expect(wanted).toEqual(['+loudness:/bus/2']);
  feed.take(frame([-1800, -2012, -2300, 740, -110, -32768]));
  vi.advanceTimersByTime(200);
  expect(look.figures.short).toBeCloseTo(-20.12, 3);
  expect(look.figures.peak_right).toBe(silence);
  one();
  one();
  expect(wanted.length).toBe(1);
  two();
  expect(wanted).toEqual(['+loudness:/bus/2', '-loudness:/bus/2']);
  expect(look.figures).toBe(nothing);
});

it('shows nothing rather than what was heard long ago', () => {
  const look = loudness_of('/bus/2');
  const end = look.begin();
  feed.take(frame([-1800, -2012, -2300, 740, -110, -120]));
  vi.advanceTimersByTime(200);
  expect(look.figures.momentary).toBe(-18);
  vi.advanceTimersByTime(2000);
  expect(look.figures).toBe(nothing);
  end();
});

it('a history forgets its oldest, and knows nothing from before it began', () => {
  const history = new History(3);
  for (const value of [-30, -29, -28, -27]) history.put(value);
  expect([history.back(0), history.back(2), history.back(3)]).toEqual([-27, -29, silence]);
  history.clear();
  expect(history.back(0)).toBe(silence);
});

it('is said with one decimal, and as nothing below the gate', () => {
  expect([lufs(-23), lufs(-16.24), lufs(-70.1), lufs(silence)]).toEqual(['−23.0', '−16.2', '−∞', '−∞']);
  expect([peak_word(-1), peak_word(0.31), peak_word(silence)]).toEqual(['−1.0', '+0.3', '−∞']);
});
