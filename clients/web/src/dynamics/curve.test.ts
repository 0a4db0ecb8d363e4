import { describe, expect, it } from 'vitest';
import { compressor_gain, gate_gain, path_of, reduction, type CompressorValues, type GateValues } from './curve';

const comp = (with_: Partial<CompressorValues>): CompressorValues => ({ threshold: -20, ratio: 4, knee: 0, makeup: 0, mix: 1, ...with_ });
const gate = (with_: Partial<GateValues>): GateValues => ({ mode: 'gate', threshold: -40, range: 60, ratio: 2, hysteresis: 3, ...with_ });

describe('a compressor', () => {
  it('leaves 1/ratio of what is over the threshold', () => {
    expect(reduction(comp({}), -30)).toBe(0);
    expect(reduction(comp({}), -20)).toBe(0);
    expect(reduction(comp({}), -8)).toBeCloseTo(-9, 9);
    expect(reduction(comp({ ratio: 1 }), 0)).toBe(0);
  });
  it('limits at 100', () => {
    for (const level of [-19, -3, 6]) expect(level + reduction(comp({ ratio: 100 }), level)).toBeCloseTo(-20, 9);
  });
  it('bends over its knee, (over + w/2)² / 2w of the slope, and meets both lines with their steepness', () => {
    const soft = comp({ knee: 12 });
    // Giannoulis, Massberg and Reiss, eq. 4, written out: y = x + (1/R − 1)(x − T + W/2)² / 2W
    for (const level of [-26, -23, -20, -17, -14]) {
      expect(level + reduction(soft, level)).toBeCloseTo(level + ((1 / 4 - 1) * (level + 20 + 6) ** 2) / 24, 9);
    }
    expect(reduction(soft, -26)).toBe(0);
    expect(reduction(soft, -14)).toBeCloseTo(reduction(comp({}), -14), 9);
    const steep = (at: number): number => (reduction(soft, at + 1e-5) - reduction(soft, at - 1e-5)) / 2e-5;
    expect(steep(-26)).toBeCloseTo(0, 4);
    expect(steep(-14)).toBeCloseTo(-0.75, 4);
  });
  it('adds its makeup, and mixes what it did with what came', () => {
    expect(compressor_gain(comp({ makeup: 5 }), -8)).toBeCloseTo(-4, 9);
    expect(compressor_gain(comp({ makeup: 5, mix: 0 }), -8)).toBeCloseTo(0, 9);
    expect(compressor_gain(comp({ mix: 0.5, ratio: 100 }), 0)).toBeCloseTo(20 * Math.log10(0.5 + 0.5 * 10 ** (-20 / 20)), 9);
  });
});

describe('a gate', () => {
  it('closes by its range under the threshold, and later once it was open', () => {
    expect([gate_gain(gate({}), -40), gate_gain(gate({}), -40.1), gate_gain(gate({ range: 12 }), -70)]).toEqual([0, -60, -12]);
    expect([gate_gain(gate({}), -42.9, true), gate_gain(gate({}), -43.1, true)]).toEqual([0, -60]);
  });
  it('as an expander makes ratio dB of each dB below the threshold, down to its range', () => {
    const expander = gate({ mode: 'expander', ratio: 3, range: 20 });
    expect([gate_gain(expander, -39), gate_gain(expander, -45), gate_gain(expander, -60)]).toEqual([-0, -10, -20]);
  });
  it('as a ducker lowers while the key is over it', () => {
    const ducker = gate({ mode: 'ducker', range: 9 });
    expect([gate_gain(ducker, -41), gate_gain(ducker, -40), gate_gain(ducker, -42, true)]).toEqual([0, -9, -9]);
  });
});

it('a curve is drawn in a square, with steps where they are', () => {
  const frame = { from: -60, to: 0 };
  const straight = path_of(() => 0, frame, 120, 240);
  expect(straight.startsWith('M0.0 240.0')).toBe(true);
  expect(straight.endsWith('L120.0 0.0')).toBe(true);
  const step = path_of((level) => gate_gain(gate({ threshold: -33.3 }), level), frame, 600, 600);
  expect(step).toContain('L267.0 333.0');
});
