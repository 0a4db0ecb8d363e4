import { describe, expect, it } from 'vitest';
import { direction, FaderDrag, may_jump_to_zero, Taps } from './drag';

const travel = 300;
const drag = (start = 0.5): FaderDrag => new FaderDrag(100, 500, start, travel);

describe('the first eight pixels', () => {
  it('decide', () => {
    expect([direction(3, 7), direction(7, -7), direction(2, -8), direction(9, 3), direction(-8, 8)]).toEqual(['undecided', 'undecided', 'up', 'side', 'up']);
  });
  it('move nothing', () => {
    const hand = drag();
    expect(hand.move(100, 493, false)).toBeUndefined();
    expect(hand.move(100, 490, false)).toBe(0.5);
    expect(hand.phase).toBe('fader');
  });
  it('sideways make it a scroll for good', () => {
    const hand = drag();
    hand.move(120, 500, false);
    expect(hand.phase).toBe('scroll');
    expect(hand.move(120, 100, false)).toBeUndefined();
  });
});

describe('a drag', () => {
  it('goes with the finger one to one', () => {
    const hand = drag();
    hand.move(100, 490, false);
    expect(hand.move(100, 460, false)).toBeCloseTo(0.5 + 30 / travel, 9);
    expect(hand.move(100, 490, false)).toBeCloseTo(0.5, 9);
  });
  it('is a tenth in fine mode, and changes over without a jump', () => {
    const hand = drag();
    hand.move(100, 490, false);
    const before = hand.move(100, 460, false)!;
    expect(hand.move(100, 460, true)).toBeCloseTo(before, 9);
    expect(hand.move(100, 430, true)).toBeCloseTo(before + 3 / travel, 9);
  });
  it('is fine while the finger is more than 96 pixels aside', () => {
    const hand = drag();
    hand.move(100, 490, false);
    hand.move(197, 490, false);
    expect(hand.fine).toBe(true);
    expect(hand.move(197, 460, false)).toBeCloseTo(0.5 + 3 / travel, 9);
    hand.move(110, 460, false);
    expect(hand.fine).toBe(false);
  });
  it('stops at the ends and comes back with the finger', () => {
    const hand = drag(0.95);
    hand.move(100, 490, false);
    expect(hand.move(100, 460, false)).toBe(1);
    expect(hand.move(100, 480, false)).toBeCloseTo(0.95 + 10 / travel, 9);
  });
  it('goes on from what the desk stored', () => {
    const hand = drag();
    hand.move(100, 490, false);
    hand.rebase(0.2);
    expect(hand.move(100, 487, false)).toBeCloseTo(0.21, 9);
  });
});

describe('a double tap', () => {
  it('is two quick ones at one place', () => {
    const taps = new Taps();
    expect(taps.tap(10, 10, 0, 80)).toBe(false);
    expect(taps.tap(14, 12, 200, 280)).toBe(true);
    expect(taps.tap(14, 12, 400, 480)).toBe(false);
  });
  it('is none when slow, apart or held', () => {
    const slow = new Taps();
    slow.tap(10, 10, 0, 80);
    expect(slow.tap(10, 10, 600, 680)).toBe(false);
    const apart = new Taps();
    apart.tap(10, 10, 0, 80);
    expect(apart.tap(60, 10, 200, 280)).toBe(false);
    const held = new Taps();
    held.tap(10, 10, 0, 500);
    expect(held.tap(10, 10, 600, 650)).toBe(false);
  });
  it('sets 0 dB only from above −20 dB, or in fine mode', () => {
    expect([may_jump_to_zero(-19.9, false), may_jump_to_zero(-20, false), may_jump_to_zero(-60, false), may_jump_to_zero(-60, true)]).toEqual([true, false, false, true]);
  });
});
