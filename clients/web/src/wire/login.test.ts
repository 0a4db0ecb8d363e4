import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link, timing } from './link';
import type { Credentials, Identity } from './login';
import { decode, message } from './osc';
import type { OpenWire, WireEvents } from './socket';

/** The other end: it notes packets and texts in their order, and answers what it is told to. */
let events: WireEvents;
let said: string[];
let syncs = true;
const open: OpenWire = (to) => {
  events = to;
  return {
    send: (packet) => decode(packet, (address, args) => {
      if (address !== '/sync') said.push([address, ...args].join(' '));
      else if (syncs) queueMicrotask(() => events.packet(message('/synced', 'ih', args[0]!, 100)));
    }),
    say: (text) => said.push(text),
    close: () => undefined,
  };
};
const heard = (): string[] => said.splice(0);

let link: Link;
let known: Identity[];
let refused: [string, string, Credentials][];

const connect = async (): Promise<void> => {
  events.open();
  await vi.advanceTimersByTimeAsync(0);
};
const answer = async (what: object): Promise<void> => {
  events.text!(JSON.stringify(what));
  await vi.advanceTimersByTimeAsync(0);
};
const asked = (): { ID: string; COMMAND: string; DATA: object } => JSON.parse(heard().find((word) => word.startsWith('{'))!);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.advanceTimersByTime(50);
  said = [];
  known = [];
  refused = [];
  syncs = true;
  link = new Link(open, {
    message: () => undefined, state: () => undefined, synced: () => undefined, restarted: () => undefined,
    logged_in: (identity) => known.push(identity),
    login_refused: (...of) => refused.push(of),
  });
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

describe('a token', () => {
  beforeEach(async () => {
    link.log_in({ TOKEN: 'secret' });
    link.want('/bus/3/cue');
    link.start();
    await connect();
  });

  it('is said before anything else, and nothing is asked until the desk knows us', async () => {
    const login = asked();
    expect([login.COMMAND, login.DATA]).toEqual(['LOGIN', { TOKEN: 'secret' }]);
    await vi.advanceTimersByTimeAsync(timing.ping * 2);
    expect(heard()).toEqual([]);
    expect(link.live).toBe(false);
    await answer({ ID: login.ID, OK: true, ROLE: 'artist', CUE: 3, USER: 2 });
    expect(known).toEqual([{ role: 'artist', cue: 3, user: 2, token: 'secret' }]);
    expect(heard()).toEqual(['/subscribe /bus/3/cue']);
    expect(link.live).toBe(true);
  });
  it('is said again on each new connection, ahead of the resume', async () => {
    await answer({ ID: asked().ID, OK: true, ROLE: 'artist', CUE: 3 });
    await vi.advanceTimersByTimeAsync(1000);
    heard();
    events.closed();
    await vi.advanceTimersByTimeAsync(timing.back_off + 50);
    await connect();
    const login = asked();
    expect(login.DATA).toEqual({ TOKEN: 'secret' });
    await answer({ ID: login.ID, OK: true, ROLE: 'artist', CUE: 3 });
    expect(heard()[0]).toBe('/resume 100');
  });
  it('that is no longer good is not said again, and the link goes on without', async () => {
    const login = asked();
    await answer({ ID: login.ID, ERROR: 'not_allowed', REASON: 'no such token' });
    expect(refused).toEqual([['not_allowed', 'no such token', { TOKEN: 'secret' }]]);
    expect(heard()).toEqual(['/subscribe /bus/3/cue']);
    events.closed();
    await vi.advanceTimersByTimeAsync(timing.back_off + 50);
    await connect();
    expect(heard().filter((word) => word.startsWith('{'))).toEqual([]);
  });
  it('can be said again to see whether it holds, and nothing else is', async () => {
    await answer({ ID: asked().ID, OK: true, ROLE: 'artist', CUE: 3, USER: 2 });
    heard();
    link.log_in({ TOKEN: 'secret' });
    const login = asked();
    await answer({ ID: login.ID, OK: true, ROLE: 'viewer', CUE: 0, USER: 2 });
    expect(known.map(({ role }) => role)).toEqual(['artist', 'viewer']);
    expect(heard()).toEqual([]);
    expect(link.live).toBe(true);
  });
  it('is kept while the desk is too busy to look at it, and said again', async () => {
    await answer({ ID: asked().ID, ERROR: 'busy', REASON: 'too many are logging in' });
    expect(refused).toEqual([]);
    expect(heard()).toEqual([]);
    await vi.advanceTimersByTimeAsync(timing.back_off + 50);
    await connect();
    expect(asked().DATA).toEqual({ TOKEN: 'secret' });
  });
  it('does not take another command’s answer, or an old one, for its own', async () => {
    const login = asked();
    await answer({ ID: 'another', OK: true, ROLE: 'engineer' });
    events.text!('no JSON at all');
    expect(known).toEqual([]);
    await answer({ ID: login.ID, OK: true, ROLE: 'viewer', CUE: 0 });
    await answer({ ID: login.ID, OK: true, ROLE: 'engineer' });
    expect(known.map(({ role }) => role)).toEqual(['viewer']);
  });
});

describe('a name and a PIN', () => {
  beforeEach(async () => {
    link.want('/bus/3/cue');
    link.start();
    await connect();
    heard();
  });

  it('are said at once; what was refused before is asked for whole, and from then on the token is used', async () => {
    await vi.advanceTimersByTimeAsync(1000);
    link.log_in({ USER: 'ana', PIN: '4821' });
    const login = asked();
    expect(login.DATA).toEqual({ USER: 'ana', PIN: '4821' });
    await answer({ ID: login.ID, OK: true, ROLE: 'artist', CUE: 3, TOKEN: 'new' });
    expect(heard()).toEqual(['/subscribe /bus/3/cue']);
    events.closed();
    await vi.advanceTimersByTimeAsync(timing.back_off + 50);
    await connect();
    expect(asked().DATA).toEqual({ TOKEN: 'new' });
  });
  it('that are wrong change nothing', async () => {
    link.log_in({ USER: 'ana', PIN: '0000' });
    await answer({ ID: asked().ID, ERROR: 'not_allowed', REASON: 'wrong' });
    expect(refused.length).toBe(1);
    expect(heard()).toEqual([]);
    expect(link.live).toBe(true);
  });
});
