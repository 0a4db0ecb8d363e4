import { beforeEach, describe, expect, it } from 'vitest';
import { TalkHand, type Line } from './talk';

let open = false;
let live = true;
let latches = false;
let said: boolean[] = [];
const line: Line = {
  live: () => live,
  latches: () => latches,
  open: () => open,
  set: (on) => {
    if (live) open = on;
    said.push(on);
  },
};
let hand: TalkHand;

beforeEach(() => {
  open = false;
  live = true;
  latches = false;
  said = [];
  hand = new TalkHand(line);
});

describe('a momentary talk key', () => {
  it('is open while a finger is on it, however short', () => {
    hand.down(1, 0);
    expect(open).toBe(true);
    hand.up(1, 100);
    expect(open).toBe(false);
  });
  it('stays open until the last of two fingers leaves', () => {
    hand.down(1, 0);
    hand.down(2, 50);
    hand.up(1, 900);
    expect(open).toBe(true);
    hand.up(2, 1000);
    expect(said).toEqual([true, false]);
  });
  it('closes when the hand is taken away, and the finger that lifts afterwards says nothing', () => {
    hand.down(1, 0);
    hand.cancel(1);
    hand.up(1, 100);
    expect(said).toEqual([true, false]);
  });
  it('closes with everything when the page is left', () => {
    hand.down(1, 0);
    hand.down(2, 0);
    hand.cancel();
    expect([open, hand.held]).toEqual([false, false]);
  });
  it('is not opened without a link', () => {
    live = false;
    hand.down(1, 0);
    expect([said, hand.held]).toEqual([[], false]);
  });
  it('that was open when the link went is closed when it is back, though the finger never left', () => {
    hand.down(1, 0);
    live = false;
    hand.lost();
    expect(hand.held).toBe(false);
    live = true;
    hand.back();
    expect(open).toBe(false);
    hand.up(1, 5000);
    hand.back();
    expect(said).toEqual([true, false]);
  });
});

describe('a latching talk key', () => {
  beforeEach(() => {
    latches = true;
  });
  it('stays open after a short tap and closes with the next', () => {
    hand.down(1, 0);
    hand.up(1, 120);
    expect(open).toBe(true);
    hand.down(1, 2000);
    hand.up(1, 2100);
    expect(open).toBe(false);
  });
  it('held long closes on release', () => {
    hand.down(1, 0);
    hand.up(1, 600);
    expect(open).toBe(false);
  });
  it('is not latched by a finger that the system took', () => {
    hand.down(1, 0);
    hand.cancel(1);
    expect(open).toBe(false);
  });
});
