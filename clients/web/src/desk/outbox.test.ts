import { beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from './outbox';

const f = Math.fround;
let box: Outbox;
beforeEach(() => {
  box = new Outbox();
});
const send = (value: number, token = 1): void => {
  box.put('/f', value);
  box.take(token);
};

describe('a frame', () => {
  it('sends the newest of each address only', () => {
    box.put('/f', -1);
    box.put('/f', -2);
    box.put('/g', 0);
    expect(box.take(1)).toEqual([['/f', -2], ['/g', 0]]);
    expect(box.empty).toBe(true);
  });
});

describe('an echo', () => {
  it('of a set that a newer one has overtaken is passed over, that of the newest is taken', () => {
    send(-10);
    send(-9.8);
    send(-9.6);
    expect(box.is_echo('/f', f(-10))).toBe(true);
    expect(box.is_echo('/f', f(-9.8))).toBe(true);
    expect(box.is_echo('/f', f(-9.6))).toBe(false);
  });
  it('is passed over while a newer move waits for its frame', () => {
    send(-10);
    box.put('/f', -9);
    expect(box.is_echo('/f', -10)).toBe(true);
  });
  it('is nothing that somebody else set', () => {
    send(-10);
    expect(box.is_echo('/f', -42)).toBe(false);
    expect(box.is_echo('/other', -10)).toBe(false);
  });
  it('that was passed over may have been somebody else’s of the same value: the truth is asked for in the end', () => {
    send(1, 5);
    send(0, 5);
    send(1, 5);
    expect(box.is_echo('/f', 0)).toBe(true);
    expect(box.confirmed(4)).toEqual([]);
    expect(box.confirmed(5)).toEqual(['/f']);
    send(1, 6);
    expect(box.confirmed(6)).toEqual([]);
  });
  it('ends with the answer to a later sync', () => {
    send(-10, 5);
    send(-9, 5);
    box.confirmed(4);
    expect(box.is_echo('/f', -10)).toBe(true);
    box.confirmed(5);
    expect(box.is_echo('/f', -10)).toBe(false);
  });
});

it('a lost link drops what waited and leaves what was under way in doubt', () => {
  send(-10, 3);
  box.put('/g', 1);
  expect(box.lose()).toEqual(['/f', '/g']);
  expect(box.take(9)).toEqual([]);
});
