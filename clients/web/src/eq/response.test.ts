import { describe, expect, it } from 'vitest';
import { add_band, add_low_cut, frequencies, frequency_at, path_of, place_of, type BandValues } from './response';

const rate = 48_000;
const at = (f: number, band: Partial<BandValues>): number => {
  const curve = new Float64Array(1);
  add_band(curve, Float64Array.of(f), { on: true, type: 'bell', frequency: 1000, gain: 0, q: 1, ...band }, rate);
  return curve[0]!;
};
const cut = (f: number, slope: number): number => {
  const curve = new Float64Array(1);
  add_low_cut(curve, Float64Array.of(f), { on: true, frequency: 100, slope }, rate);
  return curve[0]!;
};

describe('bands', () => {
  it('a bell has its gain at its frequency and nothing far away', () => {
    expect(at(1000, { gain: 9 })).toBeCloseTo(9, 6);
    expect(at(1000, { gain: -12, q: 8 })).toBeCloseTo(-12, 6);
    expect(at(20, { gain: 9, q: 4 })).toBeCloseTo(0, 1);
  });
  it('crossovers are −6 dB (Linkwitz-Riley) or −3 dB (Butterworth) at their frequency, and as steep as they are called', () => {
    for (const [type, corner, steep] of [['lr12', -6.02, 12], ['lr24', -6.02, 24], ['bu12', -3.01, 12], ['bu24', -3.01, 24]] as const) {
      expect(at(1000, { type, number: 1 })).toBeCloseTo(corner, 2);
      expect(at(1000, { type, number: 4 })).toBeCloseTo(corner, 2);
      expect(at(100, { type, number: 3 }) - at(50, { type, number: 3 })).toBeCloseTo(steep, 0);
      expect(at(5000, { type, number: 3 })).toBeCloseTo(0, 0);
      expect(at(50, { type, number: 6 })).toBeCloseTo(0, 1);
    }
    // The two halves of a Linkwitz-Riley add up to what came in.
    const sum = 10 ** (at(700, { type: 'lr24', number: 1 }) / 20) + 10 ** (at(700, { type: 'lr24', number: 4 }) / 20);
    expect(sum).toBeCloseTo(1, 9);
  });
  it('boost and cut mirror each other', () => {
    for (const f of [200, 700, 1500, 9000]) expect(at(f, { gain: 6 })).toBeCloseTo(-at(f, { gain: -6 }), 9);
  });
  it('shelves have their whole gain at their end, half at their frequency', () => {
    expect(at(20, { type: 'low_shelf', gain: 6 })).toBeCloseTo(6, 1);
    expect(at(1000, { type: 'low_shelf', gain: 6 })).toBeCloseTo(3, 6);
    expect(at(15_000, { type: 'low_shelf', gain: 6 })).toBeCloseTo(0, 1);
    expect(at(23_000, { type: 'high_shelf', gain: -6 })).toBeCloseTo(-6, 1);
  });
  it('cuts are −3 dB at their frequency with Q 0.707, a notch is silence', () => {
    expect(at(1000, { type: 'low_cut', q: Math.SQRT1_2 })).toBeCloseTo(-3.01, 2);
    expect(at(1000, { type: 'high_cut', q: Math.SQRT1_2 })).toBeCloseTo(-3.01, 2);
    expect(at(1000, { type: 'notch' })).toBeLessThan(-90);
  });
  it('off is nothing', () => {
    expect(at(1000, { gain: 9, on: false })).toBe(0);
  });
});

describe('the low cut', () => {
  it.each([12, 18, 24])('of %d dB an octave is −3 dB at its corner and as steep as it says', (slope) => {
    expect(cut(100, slope)).toBeCloseTo(-3.01, 2);
    expect(cut(12.5, slope) - cut(25, slope)).toBeCloseTo(-slope, 0);
    expect(cut(2000, slope)).toBeCloseTo(0, 2);
  });
});

it('places are even to the ear', () => {
  expect(place_of(20)).toBe(0);
  expect(place_of(20_000)).toBeCloseTo(1, 9);
  expect(frequency_at(place_of(632))).toBeCloseTo(632, 6);
  expect(frequencies(3)[1]).toBeCloseTo(Math.sqrt(20 * 20_000), 6);
});

it('a flat curve is a line in the middle', () => {
  expect(path_of(new Float64Array(2), 100, 50, 18)).toBe('M0.0 25.0L100.0 25.0');
});
