// The link to the desk: opens it, keeps it, measures it, and brings it back by itself, for ever.
//
// It owns what has to be said again after a loss: who we are, the subscriptions, the meters and the revision to resume from.
// Hands may be taken only while the link is `live`: the snapshot is here and the desk was heard within a second.
// Whatever is sent while it is not is dropped, never kept: a move made without a link must not happen later.

import { Login, type Credentials, type Identity } from './login';
import { bundle, decode, message, type Arg } from './osc';
import type { OpenWire, Wire } from './socket';

/** connecting: never seen yet · settling: the snapshot is on its way · live · lost: silent or closed. */
export type LinkState = 'connecting' | 'settling' | 'live' | 'lost';

export interface LinkEvents {
  message(address: string, args: Arg[], tags: string): void;
  /** Looks at a packet before it is decoded; true takes it (meter frames go past everything else). */
  raw?(packet: Uint8Array): boolean;
  state(state: LinkState): void;
  /** Everything sent before this sync was asked for is stored, and all that follows from it has arrived. */
  synced(token: number): void;
  /** The desk could not tell the difference since we left: all values come again, what does not come is gone. */
  restarted(): void;
  /** The desk knows who we are. */
  logged_in?(identity: Identity): void;
  /** It does not take us for that; the link goes on as nobody's. */
  login_refused?(code: string, reason: string, tried: Credentials): void;
}

export const timing = { ping: 400, silence: 1000, give_up: 4000, open: 3000, back_off: 100, back_off_most: 2000, linger: 3000 };

interface Interest {
  count: number;
  /** Its values are all here, so that a difference is enough after a loss. */
  complete: boolean;
  /** The first sync sent after the subscription; its answer makes it complete. */
  token: number;
  linger?: ReturnType<typeof setTimeout>;
}

export class Link {
  state: LinkState = 'connecting';
  /** Round trip in ms: the better of the last two syncs, so that a frame that took long to draw is no slow link. */
  round_trip = 0;
  /** When the desk was last heard (performance.now). */
  heard = 0;

  private wire: Wire | undefined;
  private open = false;
  /** What goes with the connection has been said on it: nothing is asked before the desk knows who asks. */
  private greeted = false;
  private credentials: Credentials | undefined;
  private readonly login = new Login({
    logged_in: (identity, tried) => {
      // Only asked whether it still holds.
      const same = this.greeted && 'TOKEN' in tried && this.credentials !== undefined && 'TOKEN' in this.credentials && tried.TOKEN === this.credentials.TOKEN;
      this.credentials = identity.token === undefined ? tried : { TOKEN: identity.token };
      // Whoever we were before may have been refused what we are told now: all of it, no difference.
      if (this.greeted && !same) this.older = this.newer = 0;
      this.events.logged_in?.(identity);
      if (!same) this.greet();
    },
    refused: (code, reason, tried) => {
      // A desk that a whole band logs in to at once: later, and not as a stranger meanwhile.
      if (code === 'busy' && !this.greeted) return this.abandon();
      if (code !== 'busy' && 'TOKEN' in tried) this.credentials = undefined;
      this.events.login_refused?.(code, reason, tried);
      if (!this.greeted) this.greet();
    },
  });
  private resumed = false;
  private token = 0;
  private awaited = 0;
  private asked = new Map<number, number>();
  private last_ping = 0;
  private last_trip = Infinity;
  private began = 0;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private readonly patterns = new Map<string, Interest>();
  private readonly meters = new Map<string, number[]>();
  /** Revisions of the last two syncs. Resuming from the older one costs a few values twice and can miss nothing. */
  private older = 0;
  private newer = 0;

  constructor(private readonly open_wire: OpenWire, private readonly events: LinkEvents) {}

  start(): void {
    this.clock ??= setInterval(() => this.tick(), 100);
    this.connect();
  }

  /** Who we are: said now, and again on each new connection. What the desk answers goes to `logged_in`. */
  log_in(credentials: Credentials): void {
    if (this.open) this.wire?.say?.(this.login.ask(credentials));
    else this.credentials = credentials;
  }

  stop(): void {
    clearInterval(this.clock);
    clearTimeout(this.retry);
    this.clock = this.retry = undefined;
    this.wire?.close();
    this.wire = undefined;
    this.end();
    this.become('lost');
  }

  /** The page woke up or the network came back: ask at once instead of at the next turn. */
  nudge(): void {
    this.tick();
    if (this.greeted) this.ping();
    else if (this.retry !== undefined) this.connect();
  }

  get live(): boolean {
    return this.state === 'live';
  }

  /** The token that the next sync will carry: what is sent now is covered by its answer. */
  get next_token(): number {
    return this.token + 1;
  }

  /** Sends packets as one apply. False, and nothing sent, without a live link. */
  send(packets: readonly Uint8Array[]): boolean {
    if (this.state !== 'live' || packets.length === 0) return false;
    this.put(packets.length === 1 ? packets[0]! : bundle(packets));
    return true;
  }

  /** Asks for the values of a pattern and all changes; the answer ends it. Kept a while, so that going back and
   *  forth between pages costs nothing. */
  want(pattern: string): () => void {
    let interest = this.patterns.get(pattern);
    if (interest) {
      clearTimeout(interest.linger);
      interest.count++;
    } else {
      interest = { count: 1, complete: false, token: Infinity };
      this.patterns.set(pattern, interest);
      if (this.greeted) this.subscribe(pattern, interest);
    }
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      if (--interest.count > 0) return;
      interest.linger = setTimeout(() => {
        if (this.open) this.put(message('/unsubscribe', 's', pattern));
        this.patterns.delete(pattern);
      }, timing.linger);
    };
  }

  /** Meter frames of WHAT at so many a second; the answer ends them. Of several wishes the quickest counts. */
  want_meters(what: string, rate: number): () => void {
    const rates = this.meters.get(what) ?? [];
    this.meters.set(what, rates);
    const before = Math.max(0, ...rates);
    rates.push(rate);
    if (rate > before) this.subscribe_meters(what, rate);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      rates.splice(rates.indexOf(rate), 1);
      const left = Math.max(0, ...rates);
      if (left === 0) {
        this.meters.delete(what);
        if (this.open) this.put(message('/meters/unsubscribe', 's', what));
      } else if (rate > left) this.subscribe_meters(what, left);
    };
  }

  private subscribe_meters(what: string, rate: number): void {
    if (this.greeted) this.put(message('/meters/subscribe', 'si', what, rate));
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    this.wire?.close();
    this.end();
    this.began = performance.now();
    this.wire = this.open_wire({
      open: () => this.opened(),
      packet: (bytes) => this.packet(bytes),
      text: (line) => {
        this.heard = performance.now();
        this.login.answered(line);
      },
      closed: () => this.closed(),
    });
  }

  private opened(): void {
    this.open = true;
    this.heard = performance.now();
    if (this.credentials) this.wire?.say?.(this.login.ask(this.credentials));
    else this.greet();
  }

  private end(): void {
    this.open = this.greeted = false;
    this.login.lose();
  }

  private greet(): void {
    this.greeted = true;
    const from = this.older || this.newer;
    this.resumed = from > 0;
    this.last_trip = Infinity;
    if (this.resumed) this.put(message('/resume', 'h', from));
    for (const [pattern, interest] of this.patterns) this.subscribe(pattern, interest);
    for (const [what, rates] of this.meters) this.subscribe_meters(what, Math.max(...rates));
    this.settle();
  }

  private subscribe(pattern: string, interest: Interest): void {
    this.put(message('/subscribe', 's', pattern));
    // On a resumed connection the first subscription of a pattern brings only what changed since. For one that we
    // never had whole, and for readings, which have no revision, that is too little.
    if (this.resumed && (!interest.complete || readings.test(pattern))) this.put(message('/refresh', 's', pattern));
    interest.complete = false;
    interest.token = this.token + 1;
  }

  private settle(): void {
    this.become('settling');
    this.awaited = this.ping();
  }

  private ping(): number {
    const now = performance.now();
    this.last_ping = now;
    this.asked.set(++this.token, now);
    this.put(message('/sync', 'i', this.token));
    return this.token;
  }

  private put(packet: Uint8Array): void {
    this.wire?.send(packet);
  }

  private packet(bytes: Uint8Array): void {
    this.heard = performance.now();
    // A link that was silent speaks again: what it says may be old, so ask before taking hands.
    if (this.state === 'lost' && this.greeted) this.settle();
    if (this.events.raw?.(bytes)) return;
    try {
      decode(bytes, (address, args, tags) => this.word(address, args, tags));
    } catch {
      // Not OSC, or cut short: nothing is answered to that, and the next sync tells whether the link is sound.
    }
  }

  private word(address: string, args: Arg[], tags: string): void {
    if (address === '/synced') this.answered(Number(args[0]), Number(args[1]));
    else if (address === '/resumed') {
      if (args[1] === true) this.events.restarted();
    } else this.events.message(address, args, tags);
  }

  private answered(token: number, revision: number): void {
    const sent = this.asked.get(token);
    if (sent === undefined) return;
    for (const old of this.asked.keys()) if (old <= token) this.asked.delete(old);
    const trip = performance.now() - sent;
    this.round_trip = Math.min(trip, this.last_trip);
    this.last_trip = trip;
    this.older = this.newer;
    this.newer = revision;
    for (const interest of this.patterns.values()) if (interest.token <= token) interest.complete = true;
    this.events.synced(token);
    if (this.state === 'settling' && token >= this.awaited) {
      this.failures = 0;
      this.become('live');
    }
  }

  private closed(): void {
    this.wire = undefined;
    this.end();
    this.asked.clear();
    this.become('lost');
    const wait = Math.min(timing.back_off_most, timing.back_off * 2 ** this.failures++);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), wait);
  }

  private tick(): void {
    const now = performance.now();
    if (!this.open) {
      if (this.wire && now - this.began > timing.open) this.abandon();
      return;
    }
    const silent = now - this.heard;
    if (this.state === 'live' && silent > timing.silence) this.become('lost');
    if (silent > timing.give_up) this.abandon();
    else if (this.greeted && now - this.last_ping >= timing.ping) this.ping();
  }

  private abandon(): void {
    this.wire?.close();
    this.closed();
  }

  private become(state: LinkState): void {
    // Before the first connection ever there is no last truth to show in grey.
    if (this.state === state || (state === 'lost' && this.state === 'connecting')) return;
    this.state = state;
    this.events.state(state);
  }
}

const readings = /muted_by|hands|engine|active|revision|\/cue|user|clients|file/;
