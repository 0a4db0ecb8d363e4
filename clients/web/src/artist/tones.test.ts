import { describe, expect, it } from 'vitest';
import { bands_of_tones, tone_of, type BandFact } from './tones';

const bell = (frequency: number, on = true): BandFact => ({ on, type: 'bell', frequency });
const fresh = [60, 150, 400, 1000, 3000, 10_000].map((frequency) => bell(frequency));

describe('bass, middle and treble', () => {
  it('are the second, the fourth and the last band of a mix as it is made', () => {
    expect(bands_of_tones(fresh)).toEqual([1, 3, 5]);
  });
  it('are shelves where the engineer has set some, wherever their corners are', () => {
    const shelves = fresh.map((band, k) => (k === 0 ? { ...band, type: 'low_shelf', frequency: 500 } : k === 4 ? { ...band, type: 'high_shelf' } : band));
    expect(bands_of_tones(shelves)).toEqual([0, 3, 4]);
  });
  it('never stand on a cut, a notch or a band that is off', () => {
    const cut = fresh.map((band, k) => (k === 1 ? { ...band, type: 'low_cut' } : k === 3 ? { ...band, type: 'notch' } : k === 5 ? bell(10_000, false) : band));
    expect(bands_of_tones(cut)).toEqual([0, 2, -1]);
    expect(tone_of(cut[5]!)).toBe(-1);
  });
  it('are not there where no band is: a middle is no treble', () => {
    expect(bands_of_tones([bell(1000), bell(2000)])).toEqual([-1, 0, -1]);
    expect(bands_of_tones([])).toEqual([-1, -1, -1]);
  });
  it('do not change hands with the order of the bands', () => {
    expect(bands_of_tones([...fresh].reverse())).toEqual([4, 2, 0]);
  });
});
