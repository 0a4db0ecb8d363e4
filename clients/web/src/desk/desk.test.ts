import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decode, message, type Arg } from '../wire/osc';
import type { WireEvents } from '../wire/socket';
import { at } from './addresses';
import { Desk } from './desk';

let events: WireEvents;
let sent: string[];
let frames: (() => void)[];
let desk: Desk;
let token = 0;
let answers = true;
const fader = at.channel(1, 'fader');

const frame = (): void => frames.splice(0).forEach((flush) => flush());
const say = (packet: Uint8Array): void => events.packet(packet);
const heard = (): string[] => sent.splice(0);

function from_page(address: string, args: Arg[]): void {
  if (address !== '/sync') return void sent.push([address, ...args.map((arg) => (typeof arg === 'number' ? Math.round(arg * 100) / 100 : arg))].join(' '));
  token = Number(args[0]);
  if (answers) queueMicrotask(() => say(message('/synced', 'ih', token, 1)));
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.advanceTimersByTime(10_000);
  sent = [];
  frames = [];
  answers = true;
  desk = new Desk((to) => {
    events = to;
    return { send: (packet) => decode(packet, from_page), close: () => undefined };
  }, (flush) => frames.push(flush));
  desk.link.start();
  events.open();
  await vi.advanceTimersByTimeAsync(0);
  say(message('/channel/1/fader', 'f', -20));
  expect(desk.live).toBe(true);
});
afterEach(() => {
  desk.link.stop();
  vi.useRealTimers();
});

it('a switch thrown to and fro here, and thrown back by somebody else meanwhile, shows the truth', async () => {
  const mute = at.channel(1, 'mute');
  answers = false;
  for (const value of [true, false, true]) {
    desk.set(mute, value);
    frame();
  }
  heard();
  say(message('/channel/1/mute', 'F'));
  say(message('/synced', 'ih', token, 2));
  answers = true;
  await vi.advanceTimersByTimeAsync(450);
  say(message('/synced', 'ih', token, 3));
  // Whose it was cannot be known: it is asked for, and what the desk answers stands.
  expect(heard()).toContain('/channel/1/mute');
  say(message('/channel/1/mute', 'F'));
  expect(desk.get(mute)).toBe(false);
});

describe('a hand', () => {
  it('tells the desk that it holds, moves once a frame, and lets go after its last move', () => {
    const grip = desk.grip(fader, () => undefined, () => undefined)!;
    grip.set(-10);
    grip.set(-9);
    expect(desk.get(fader)).toBe(-9);
    frame();
    grip.set(-8);
    grip.release();
    expect(heard()).toEqual(['/channel/1/fader/touch true', '/channel/1/fader -9', '/channel/1/fader -8', '/channel/1/fader/touch false']);
  });
  it('renews its hold every two seconds', async () => {
    const grip = desk.grip(fader, () => undefined, () => undefined)!;
    heard();
    await vi.advanceTimersByTimeAsync(4100);
    expect(heard()).toEqual(['/channel/1/fader/touch true', '/channel/1/fader/touch true']);
    grip.release();
  });
  it('that is overruled hears what is stored; its own echoes it does not', () => {
    const overruled: number[] = [];
    const grip = desk.grip(fader, (value) => overruled.push(value), () => undefined)!;
    grip.set(-10);
    frame();
    grip.set(-9);
    frame();
    say(message('/channel/1/fader', 'f', -10));
    expect(desk.get(fader)).toBe(-9);
    expect(overruled).toEqual([]);
    say(message('/channel/1/fader', 'f', -33));
    expect(desk.get(fader)).toBe(-33);
    expect(overruled).toEqual([-33]);
    grip.release();
  });
});

describe('a lost link', () => {
  it('ends every hold, ignores hands, and never sends the move later', async () => {
    let lost = 0;
    const grip = desk.grip(fader, () => undefined, () => lost++)!;
    grip.set(-5);
    heard();
    answers = false;
    await vi.advanceTimersByTimeAsync(1200);
    expect(desk.live).toBe(false);
    expect(lost).toBe(1);
    expect(desk.set(fader, 0)).toBe(false);
    expect(desk.grip(fader, () => undefined, () => undefined)).toBeUndefined();
    frame();
    heard();
    answers = true;
    say(message('/synced', 'ih', token, 2));
    await vi.advanceTimersByTimeAsync(0);
    frame();
    // What had been set and was not confirmed is asked for, not sent.
    expect(heard()).toEqual(['/channel/1/fader']);
    say(message('/channel/1/fader', 'f', -20));
    expect(desk.get(fader)).toBe(-20);
  });
});

describe('a refusal', () => {
  it('is told at its control, and the truth is asked for', () => {
    const reasons: string[] = [];
    desk.on_refusal('/channel/1/fader', (code, reason) => reasons.push(`${code}: ${reason}`));
    desk.set(fader, 0);
    frame();
    heard();
    say(message('/error', 'sss', '/channel/1/fader', 'not_allowed', 'not yours'));
    expect(reasons).toEqual(['not_allowed: not yours']);
    expect(heard()).toEqual(['/channel/1/fader']);
  });
});

it('switches, numbers and names go with the type of the table', () => {
  desk.set(at.channel(1, 'mute'), true);
  desk.set(at.channel(1, 'name'), 'Kick');
  desk.set(at.channel(1, 'hpf/slope'), 24);
  frame();
  expect(heard()).toEqual(['/channel/1/mute true', '/channel/1/name Kick', '/channel/1/hpf/slope 24']);
});

it('a reset is one change, behind what was set before, and an action says what came of it', () => {
  desk.set(fader, -3);
  desk.reset('/channel/1/comp/*', '/channel/1/comp/filter/*');
  expect(heard()).toEqual(['/channel/1/fader -3', '/channel/1/comp/*/reset', '/channel/1/comp/filter/*/reset']);
  const answers_heard: unknown[] = [];
  const end = desk.on_answer('/preset/store', (results) => answers_heard.push(...results));
  desk.act('/preset/store', 'sss', '/channel/1', 'Mine', 'eq');
  expect(heard()).toEqual(['/preset/store /channel/1 Mine eq']);
  say(message('/ok', 'shi', '/preset/store', 12, 101));
  end();
  say(message('/ok', 'shi', '/preset/store', 13, 102));
  expect(answers_heard).toEqual([101]);
});

it('a figure of our own that the desk says back in its own precision is no move of somebody else', async () => {
  const moved: unknown[] = [];
  desk.on_moved((address, value, before) => moved.push([address, value, before]));
  desk.set(fader, -6.3);
  frame();
  await vi.advanceTimersByTimeAsync(450);
  say(message('/channel/1/fader', 'f', -6.3));
  expect(moved).toEqual([]);
  say(message('/channel/1/fader', 'f', -7));
  expect(moved).toEqual([['/channel/1/fader', -7, Math.fround(-6.3)]]);
});
