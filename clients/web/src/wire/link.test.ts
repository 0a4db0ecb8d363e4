import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link, timing, type LinkState } from './link';
import { decode, message, type Arg } from './osc';
import type { OpenWire, WireEvents } from './socket';

/** The other end of the wire, as far as these tests need one: it notes what comes and says what it is told to say. */
class Desk {
  events: WireEvents | undefined;
  said: [string, ...Arg[]][] = [];
  opened = 0;
  closed = 0;
  packets = 0;
  revision = 100;
  answers = true;
  readonly open: OpenWire = (events) => {
    this.opened++;
    this.events = events;
    return {
      send: (packet) => {
        this.packets++;
        decode(packet, (address, args) => this.heard(address, args));
      },
      close: () => void this.closed++,
    };
  };
  say(packet: Uint8Array): void {
    this.events!.packet(packet);
  }
  take(): string[] {
    const words = this.said.map((word) => word.join(' '));
    this.said = [];
    return words.filter((word) => !word.startsWith('/sync'));
  }
  private heard(address: string, args: Arg[]): void {
    this.said.push([address, ...args]);
    if (address === '/sync' && this.answers) queueMicrotask(() => this.say(message('/synced', 'ih', args[0]!, ++this.revision)));
  }
}

let desk: Desk;
let link: Link;
let states: LinkState[];
let words: [string, Arg[]][];
let restarts = 0;

const connect = async (): Promise<void> => {
  desk.events!.open();
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.advanceTimersByTime(50);
  desk = new Desk();
  states = [];
  words = [];
  restarts = 0;
  link = new Link(desk.open, {
    message: (address, args) => words.push([address, args]),
    state: (state) => states.push(state),
    synced: () => undefined,
    restarted: () => restarts++,
  });
  link.start();
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

describe('the first connection', () => {
  it('subscribes, waits for the snapshot, and only then takes hands', async () => {
    link.want('/channel/*/fader');
    desk.answers = false;
    await connect();
    expect(desk.take()).toEqual(['/subscribe /channel/*/fader']);
    expect(link.send([message('/a', 'f', 1)])).toBe(false);
    desk.say(message('/channel/1/fader', 'f', -6));
    desk.say(message('/synced', 'ih', 1, 7));
    expect(states).toEqual(['settling', 'live']);
    expect(words).toEqual([['/channel/1/fader', [-6]]]);
    expect(link.send([message('/a', 'f', 1)])).toBe(true);
  });
  it('sends what belongs together as one bundle', async () => {
    await connect();
    desk.packets = 0;
    link.send([message('/a', 'f', 1), message('/b', 'f', 2)]);
    expect(desk.take()).toEqual(['/a 1', '/b 2']);
    expect(desk.packets).toBe(1);
  });
  it('subscribes a pattern once for all who want it, and lets it go after a while', async () => {
    await connect();
    const one = link.want('/main');
    const two = link.want('/main');
    expect(desk.take()).toEqual(['/subscribe /main']);
    one();
    two();
    await vi.advanceTimersByTimeAsync(timing.linger - 100);
    link.want('/main')();
    await vi.advanceTimersByTimeAsync(timing.linger - 100);
    expect(desk.take()).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(desk.take()).toEqual(['/unsubscribe /main']);
  });
});

describe('meters', () => {
  it('come at the quickest rate that anyone wants, until the last has gone', async () => {
    await connect();
    const slow = link.want_meters('main', 5);
    const quick = link.want_meters('main', 25);
    const same = link.want_meters('main', 25);
    quick();
    expect(desk.take()).toEqual(['/meters/subscribe main 5', '/meters/subscribe main 25']);
    same();
    slow();
    slow();
    expect(desk.take()).toEqual(['/meters/subscribe main 5', '/meters/unsubscribe main']);
  });
});

describe('the round trip', () => {
  it('is measured by a sync every 400 ms', async () => {
    desk.answers = false;
    await connect();
    desk.say(message('/synced', 'ih', 1, 7));
    await vi.advanceTimersByTimeAsync(450);
    await vi.advanceTimersByTimeAsync(30);
    desk.say(message('/synced', 'ih', 2, 8));
    await vi.advanceTimersByTimeAsync(400);
    await vi.advanceTimersByTimeAsync(60);
    desk.say(message('/synced', 'ih', 3, 9));
    // The better of two that took between 30 and 160 ms.
    expect(link.round_trip).toBeGreaterThanOrEqual(30);
    expect(link.round_trip).toBeLessThan(150);
  });
});

describe('a silent link', () => {
  beforeEach(connect);

  it('is lost after one second and takes nothing', async () => {
    desk.answers = false;
    await vi.advanceTimersByTimeAsync(1200);
    expect(link.state).toBe('lost');
    desk.take();
    expect(link.send([message('/channel/1/fader', 'f', 0)])).toBe(false);
    expect(desk.take()).toEqual([]);
  });
  it('that speaks again must answer a fresh sync before it takes hands', async () => {
    desk.answers = false;
    await vi.advanceTimersByTimeAsync(1200);
    desk.say(message('/channel/1/fader', 'f', -3));
    expect(link.state).toBe('settling');
    desk.answers = true;
    await vi.advanceTimersByTimeAsync(timing.ping + 100);
    expect(link.state).toBe('live');
    expect(desk.opened).toBe(1);
  });
  it('is given up in the end and opened anew', async () => {
    desk.answers = false;
    await vi.advanceTimersByTimeAsync(timing.give_up + 400);
    expect(desk.opened).toBe(2);
  });
});

describe('a closed link', () => {
  beforeEach(async () => {
    link.want('/channel/*/fader');
    link.want_meters('channels', 25);
    await connect();
    await vi.advanceTimersByTimeAsync(1000);
    desk.take();
  });

  it('comes back by itself, ever more slowly up to two seconds, for ever', async () => {
    const at: number[] = [];
    for (let k = 0; k < 9; k++) {
      const before = desk.opened;
      const began = performance.now();
      desk.events!.closed();
      while (desk.opened === before) await vi.advanceTimersByTimeAsync(10);
      at.push(Math.round((performance.now() - began) / 100) * 100);
    }
    expect(at).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000, 2000]);
  });
  it('resumes from a revision that it has surely seen whole, and asks for everything again', async () => {
    desk.events!.closed();
    await vi.advanceTimersByTimeAsync(150);
    await connect();
    const [resume, ...rest] = desk.take();
    expect(resume).toMatch(/^\/resume 10\d$/);
    expect(Number(resume!.split(' ')[1])).toBeLessThan(desk.revision);
    expect(rest).toEqual(['/subscribe /channel/*/fader', '/meters/subscribe channels 25']);
  });
  it('asks in full for what it had not got whole, and for readings', async () => {
    link.want('/session/hands');
    desk.events!.closed();
    link.want('/bus/*/name');
    desk.take();
    await vi.advanceTimersByTimeAsync(150);
    await connect();
    expect(desk.take().slice(1)).toEqual([
      '/subscribe /channel/*/fader',
      '/subscribe /session/hands', '/refresh /session/hands',
      '/subscribe /bus/*/name', '/refresh /bus/*/name',
      '/meters/subscribe channels 25',
    ]);
  });
  it('tells when the desk begins again', async () => {
    desk.events!.closed();
    await vi.advanceTimersByTimeAsync(150);
    await connect();
    desk.say(message('/resumed', 'hF', 5));
    expect(restarts).toBe(0);
    desk.say(message('/resumed', 'hT', 5));
    expect(restarts).toBe(1);
  });
  it('never sends later what was tried meanwhile', async () => {
    desk.events!.closed();
    expect(link.send([message('/channel/1/fader', 'f', 10)])).toBe(false);
    await vi.advanceTimersByTimeAsync(150);
    await connect();
    await vi.advanceTimersByTimeAsync(2000);
    expect(desk.take().join()).not.toContain('/channel/1/fader');
  });
});
