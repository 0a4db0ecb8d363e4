import { describe, expect, it } from 'vitest';
import { between, course, entries_of, merged, most_kept, pattern_of, steps_of, with_newer, with_older, type Entry } from './entries';

const entry = (revision: number, address: string, from: number, to: number, more: Partial<Entry> = {}): Entry => ({
  revision, time: revision * 1000, who: 'Ida', step: revision, address, from, to, undone: false, ...more,
});
const fader = '/channel/1/fader';

describe('what the desk lists', () => {
  it('is read with its steps', () => {
    const { entries, of } = entries_of('[{"revision": 9, "time": 5, "who": "Ida", "step": 4, "address": "/channel/1/mute", "from": false, "to": true, "undone": true, "of": 31},\n{"revision": 8, "time": 4, "who": "ws 2", "step": 3, "address": "/main/fader", "from": 0, "to": -6}]');
    expect(entries[0]).toEqual({ revision: 9, time: 5, who: 'Ida', step: 4, address: '/channel/1/mute', from: false, to: true, undone: true });
    expect(steps_of(entries, of).map(({ step, of: count }) => [step, count])).toEqual([[4, 31], [3, 1]]);
  });
  it('is one row for what was one deed', () => {
    const steps = steps_of([entry(5, fader, 0, -6, { step: 2 }), entry(5, '/channel/2/fader', 0, -3, { step: 2 }), entry(1, fader, 3, 0)]);
    expect(steps.map(({ step, entries }) => [step, entries.length])).toEqual([[2, 2], [1, 1]]);
  });
  it('takes a step that went on as it is now', () => {
    const older = [entry(3, fader, 0, -1, { step: 3 }), entry(1, fader, 5, 0)];
    const newer = [entry(6, fader, 0, -9, { step: 3 })];
    expect(merged(newer, older).map(({ revision, to }) => [revision, to])).toEqual([[6, -9], [1, 0]]);
  });
});

describe('pages of what happened', () => {
  const steps = (from: number, to: number): Entry[] => Array.from({ length: from - to + 1 }, (_, k) => entry(from - k, fader, k, k + 1));
  const revisions = (entries: readonly Entry[]): number[] => entries.map(({ revision }) => revision);

  it('join where the newest reaches back to what was known', () => {
    const known = with_newer({ entries: steps(6, 3), more: true }, steps(8, 5));
    expect(revisions(known.entries)).toEqual([8, 7, 6, 5, 4, 3]);
    expect(known.more).toBe(true);
    expect(with_newer({ entries: steps(6, 1), more: false }, steps(8, 5)).more).toBe(false);
  });
  it('begin anew where more has happened than came', () => {
    const known = with_newer({ entries: steps(6, 1), more: false }, steps(20, 15));
    expect(revisions(known.entries)).toEqual([20, 19, 18, 17, 16, 15]);
    expect(known.more).toBe(true);
    const all = with_older(with_older(known.entries, steps(14, 4)).entries, steps(3, 1));
    expect(revisions(all.entries)).toEqual(revisions(steps(20, 1)));
  });
  it('begin anew, though a step that went on is in both', () => {
    const went_on = entry(20, fader, 0, 9, { step: 6 });
    expect(revisions(with_newer({ entries: steps(6, 1), more: true }, [went_on, ...steps(19, 15)]).entries)).toEqual([20, 19, 18, 17, 16, 15]);
  });
  it('show no longer what came back to where it was', () => {
    expect(revisions(with_newer({ entries: steps(6, 1), more: false }, [...steps(6, 6), ...steps(4, 3)]).entries)).toEqual([6, 4, 3, 2, 1]);
    expect(with_newer({ entries: steps(6, 1), more: true }, [])).toEqual({ entries: [], more: false });
  });
  it('end with an empty one, and not before', () => {
    expect(with_newer({ entries: [], more: false }, steps(3, 2)).more).toBe(true);
    expect(with_older(steps(3, 2), steps(1, 1)).more).toBe(true);
    expect(with_older(steps(3, 1), [])).toEqual({ entries: steps(3, 1), more: false });
  });
  it('are kept up to a bound, in whole steps', () => {
    const large = Array.from({ length: 10 }, (_, k) => entry(1, `/channel/${k}/fader`, 0, 1));
    const known = with_older(steps(most_kept + 6, 10), large);
    expect(known.entries.length).toBe(most_kept - 3);
    expect(known.entries.at(-1)?.revision).toBe(10);
    expect(known.more).toBe(false);
    const renewed = with_newer({ entries: steps(most_kept, 1), more: true }, steps(most_kept + 50, most_kept - 10));
    expect(revisions(renewed.entries)).toEqual(revisions(steps(most_kept + 50, 51)));
    expect(renewed.more).toBe(false);
  });
});

describe('A and B', () => {
  const all = [entry(1, fader, 0, -1), entry(2, fader, -1, -2), entry(3, '/main/fader', 0, 5, { undone: true }), entry(4, fader, -2, -4), entry(5, '/dca/1/fader', 0, 1), entry(6, '/dca/1/fader', 1, 0)];
  it('differ by what happened between them, in either direction', () => {
    expect(between(all, 1, 6)).toEqual([{ address: fader, a: -1, b: -4 }]);
    expect(between(all, 4, 2)).toEqual([{ address: fader, a: -4, b: -2 }]);
    expect(between(all, 5, 6)).toEqual([{ address: '/dca/1/fader', a: 1, b: 0 }]);
    expect(between(all, 6, 6)).toEqual([]);
  });
});

it('a control’s course begins where it stood', () => {
  expect(course([entry(3, fader, -1, -4), entry(2, fader, 0, -1)], fader).map(({ value, who }) => [value, who])).toEqual([[0, ''], [-1, 'Ida'], [-4, 'Ida']]);
});

it('a question names one strip or all', () => {
  expect(pattern_of(undefined, 'all')).toBe('/');
  expect(pattern_of('/channel/3', 'all')).toBe('/channel/3');
  expect(pattern_of('/main', 'faders')).toBe('/main/{fader,mute}');
  expect(pattern_of(undefined, 'sends')).toBe('/*/*/send');
});
