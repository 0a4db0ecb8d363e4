import { describe, expect, it } from 'vitest';
import { at } from './addresses';
import { fader_level, fader_position, off, position, round_to_hand, value_at } from './laws';

describe('the fader law', () => {
  it.each([[10, 1], [3, 0.825], [0, 0.75], [-5, 0.625], [-10, 0.5], [-20, 0.375], [-30, 0.25], [-50, 0.125], [-60, 0.0625], [-90, 0]])(
    '%d dB stands at %d', (db, where) => {
      expect(fader_position(db)).toBeCloseTo(where, 9);
      expect(fader_level(where)).toBeCloseTo(db, 9);
    });
  it('is off at the bottom and below', () => {
    expect(fader_level(0)).toBe(off);
    expect(fader_position(-200)).toBe(0);
  });
  it('rises everywhere, without a step', () => {
    for (let k = 1; k <= 1000; k++) {
      expect(fader_level(k / 1000)).toBeGreaterThan(fader_level((k - 1) / 1000));
      expect(fader_position(fader_level(k / 1000))).toBeCloseTo(k / 1000, 9);
    }
  });
});

describe('laws of the table', () => {
  it('go to a position and back', () => {
    for (const { row } of [at.channel(1, 'fader'), at.channel(1, 'eq/band/{band}/frequency', 2), at.channel(1, 'eq/band/{band}/gain', 2), at.channel(1, 'pan')]) {
      for (const p of [0, 0.1, 0.5, 0.9, 1]) expect(position(row, value_at(row, p))).toBeCloseTo(p, 6);
    }
  });
  it('hold their ends', () => {
    const { row } = at.channel(1, 'pan');
    expect(value_at(row, 2)).toBe(1);
    expect(position(row, -7)).toBe(0);
  });
});

describe('what a hand sets', () => {
  const fader = at.channel(1, 'fader').row;
  it('is a tenth of a decibel, a hundredth in fine mode', () => {
    expect(round_to_hand(fader, -6.3499, false)).toBe(-6.3);
    expect(round_to_hand(fader, -6.3499, true)).toBe(-6.35);
    expect(round_to_hand(fader, 0.04, false)).toBe(0);
  });
  it('is three figures of a frequency', () => {
    const { row } = at.channel(1, 'eq/band/{band}/frequency', 1);
    expect(round_to_hand(row, 3104.7, false)).toBe(3100);
    expect(round_to_hand(row, 3104.7, true)).toBe(3105);
    expect(round_to_hand(row, 82.34, false)).toBeCloseTo(82.3, 9);
    expect(round_to_hand(row, 25_000, false)).toBe(20_000);
  });
});
