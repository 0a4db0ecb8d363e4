// The desk as the page sees it: what it said (store), the way to it (link), what we set (outbox), and the hands on
// its controls. Everything a control does goes through here, so the rule "no live link, no hand" stands in one place.

import { Link, type LinkState } from '../wire/link';
import type { Credentials, Identity } from '../wire/login';
import { message, type Arg } from '../wire/osc';
import type { OpenWire } from '../wire/socket';
import type { Param } from './addresses';
import { Outbox } from './outbox';
import { Store, type Pump, type Value } from './store';

/** What an action answered, without its address and revision. */
export type Answer = (results: readonly Arg[]) => void;
export type Refusal = (code: string, reason: string) => void;
/** A value that somebody else, or the desk itself, put in place of another one. */
export type Moved = (address: string, value: Value, before: Value) => void;

const suffix = /\/(touch|toggle|by|turn|fade|reset)$/;
const renew_hold = 2000;
/** How long a hold of our own may still stand in /session/hands after we let go. */
const own_hold_echo = 700;

export class Desk {
  readonly store: Store;
  readonly link: Link;
  private readonly outbox = new Outbox();
  private readonly grips = new Map<string, Set<Grip>>();
  private readonly let_go = new Map<string, number>();
  private readonly refusals = new Map<string, Set<Refusal>>();
  private readonly answers = new Map<string, Set<Answer>>();
  private readonly state_watchers = new Set<(state: LinkState) => void>();
  /** Told when a hold of our own can no longer be what /session/hands still shows. */
  after_release: (() => void) | undefined;
  /** Told what the desk says of us, and when it says nothing to who is not logged in. */
  login: { logged_in?(identity: Identity): void; refused?(code: string, reason: string, tried: Credentials): void; needed?(): void; doubted?(): void } = {};
  private readonly movers = new Set<Moved>();
  private readonly set_here = new Map<string, number>();
  private doubtful = new Set<string>();
  private flushing = false;
  private sweep_at = 0;

  constructor(open: OpenWire, private readonly pump: Pump, raw: (packet: Uint8Array) => boolean = () => false) {
    this.store = new Store(pump);
    this.link = new Link(open, {
      raw,
      message: (address, args) => this.heard(address, args),
      state: (state) => this.became(state),
      synced: (token) => this.synced(token),
      logged_in: (identity) => this.login.logged_in?.(identity),
      login_refused: (code, reason, tried) => this.login.refused?.(code, reason, tried),
      restarted: () => {
        this.store.begin();
        this.sweep_at = this.link.next_token;
      },
    });
  }

  get live(): boolean {
    return this.link.live;
  }

  get<T extends Value>(param: Param<T>): T {
    return (this.store.get(param.address) ?? param.row.default) as T;
  }

  /** Sets a value: here at once, on the desk with the next frame. False without a live link: then nothing happens,
   *  now or later. */
  set<T extends Value>(param: Param<T>, value: T): boolean {
    if (!this.live) return false;
    this.store.set(param.address, value);
    this.outbox.put(param.address, value);
    this.set_here.set(param.address, performance.now());
    this.rows.set(param.address, param);
    if (!this.flushing) {
      this.flushing = true;
      this.pump(() => this.flush());
    }
    return true;
  }

  /** When this page last set it (performance.now). */
  set_at(address: string): number {
    return this.set_here.get(address) ?? -Infinity;
  }

  toggle(param: Param<boolean>): boolean {
    return this.set(param, !this.get(param));
  }

  /** Carries out an action of the desk, behind whatever was set before. */
  act(address: string, tags = '', ...args: Arg[]): boolean {
    this.flush();
    return this.link.send([message(address, tags, ...args)]);
  }

  /** A hand on a control: the desk shows it to the others and keeps their moves from it. `overruled` is called when
   *  the desk stores something else than this hand set, because someone of more weight holds it. */
  grip(param: Param<number>, overruled: (value: number) => void, lost: () => void): Grip | undefined {
    if (!this.live) return undefined;
    const grip = new Grip(this, param, overruled, lost);
    const { address } = param;
    let all = this.grips.get(address);
    if (!all) this.grips.set(address, (all = new Set()));
    all.add(grip);
    this.act(`${address}/touch`, 'T');
    grip.renewal = setInterval(() => this.act(`${address}/touch`, 'T'), renew_hold);
    return grip;
  }

  release(grip: Grip): void {
    const { address } = grip.param;
    const all = this.grips.get(address);
    if (!all?.delete(grip)) return;
    clearInterval(grip.renewal);
    if (all.size > 0) return;
    this.grips.delete(address);
    this.let_go.set(address, performance.now());
    setTimeout(() => this.after_release?.(), own_hold_echo + 20);
    // The last move before the hold ends: the other way round someone could slip in between.
    this.flush();
    this.act(`${address}/touch`, 'F');
  }

  /** Is (or was just now) this page's own hand on it? */
  is_own_hand(address: string): boolean {
    return this.grips.has(address) || performance.now() - (this.let_go.get(address) ?? -Infinity) < own_hold_echo;
  }

  /** Calls back when the desk refuses something at this address. */
  on_refusal(address: string, refused: Refusal): () => void {
    let all = this.refusals.get(address);
    if (!all) this.refusals.set(address, (all = new Set()));
    all.add(refused);
    return () => all.delete(refused);
  }

  /** Calls back when an action at this address is done. */
  on_answer(address: string, answered: Answer): () => void {
    let all = this.answers.get(address);
    if (!all) this.answers.set(address, (all = new Set()));
    all.add(answered);
    return () => all.delete(answered);
  }

  /** Back to the defaults of the desk, as one change; patterns stand for all that they match. */
  reset(...patterns: string[]): boolean {
    this.flush();
    return this.link.send(patterns.map((pattern) => message(`${pattern}/reset`)));
  }

  /** Calls back when a value that stood here changes by another hand than this page's. */
  on_moved(moved: Moved): () => void {
    this.movers.add(moved);
    return () => this.movers.delete(moved);
  }

  on_state(watcher: (state: LinkState) => void): () => void {
    this.state_watchers.add(watcher);
    return () => this.state_watchers.delete(watcher);
  }

  want(...patterns: string[]): () => void {
    const ends = patterns.map((pattern) => this.link.want(pattern));
    return () => ends.forEach((end) => end());
  }

  private readonly rows = new Map<string, Param>();

  /** Sends what waits for the next frame now: before a hold ends, and before a page goes to sleep with its frames. */
  flush(): void {
    this.flushing = false;
    if (this.outbox.empty || !this.live) return;
    this.link.send(this.outbox.take(this.link.next_token).map(([address, value]) => this.encode(address, value)));
  }

  private encode(address: string, value: Value): Uint8Array {
    const type = this.rows.get(address)!.row.type;
    return type === 'T' ? message(address, value ? 'T' : 'F') : message(address, type, value);
  }

  private heard(address: string, args: Arg[]): void {
    const value = args[0];
    // What is refused of a hold or a key's turn is refused at its control.
    if (address === '/error') return this.refused(String(args[0]).replace(suffix, ''), String(args[1]), String(args[2]));
    if (address === '/ok') return this.answers.get(String(value))?.forEach((answered) => answered(args.slice(2)));
    if (value === undefined || value instanceof Uint8Array || args.length !== 1) return;
    if (this.outbox.is_echo(address, value)) return;
    const before = this.store.get(address);
    const others = this.live && !this.outbox.has(address) && !this.grips.has(address);
    this.store.set(address, value);
    // The desk keeps single precision: a figure of our own comes back rounded, which is nobody's move.
    const moved = before !== undefined && before !== value && !(typeof before === 'number' && Math.fround(before) === value);
    if (others && moved) for (const tell of this.movers) tell(address, value, before);
    const grips = this.grips.get(address);
    if (grips && typeof value === 'number') for (const grip of grips) grip.overruled(value);
  }

  private refused(address: string, code: string, reason: string): void {
    if (code === 'not_logged_in') this.login.needed?.();
    else if (code === 'not_allowed') this.login.doubted?.();
    // What we showed in advance was not stored: ask for the truth. A pattern that matches nothing needs none.
    if (this.store.get(address) !== undefined) this.link.send([message(address)]);
    for (const refused of this.refusals.get(address) ?? []) refused(code, reason);
  }

  private synced(token: number): void {
    this.link.send(this.outbox.confirmed(token).map((address) => message(address)));
    if (this.sweep_at && token >= this.sweep_at) {
      this.sweep_at = 0;
      this.store.sweep();
    }
  }

  private became(state: LinkState): void {
    if (state === 'live') {
      if (this.doubtful.size) this.link.send([...this.doubtful].map((address) => message(address)));
      this.doubtful.clear();
    } else if (state === 'lost') {
      for (const address of this.outbox.lose()) this.doubtful.add(address);
      for (const grip of [...this.grips.values()].flatMap((all) => [...all])) {
        this.release(grip);
        grip.lost();
      }
    }
    for (const watcher of this.state_watchers) watcher(state);
  }
}

/** One hand on one parameter, from touch to release. */
export class Grip {
  renewal: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly desk: Desk,
    readonly param: Param<number>,
    readonly overruled: (value: number) => void,
    readonly lost: () => void,
  ) {}

  set(value: number): void {
    if (value !== this.desk.get(this.param)) this.desk.set(this.param, value);
  }

  release(): void {
    this.desk.release(this);
  }
}
