// The store in the framework's terms: reading a value here makes what reads it follow that one address.
// Caps and meters do not come this way; they are written in the frame itself.

import { createSubscriber } from 'svelte/reactivity';
import { at, type Param } from './addresses';
import { desk, local, my_monitor } from './here';
import type { Value } from './store';

const followed = new Map<string, () => void>();
const followed_here = new Map<string, () => void>();

function follow(of: typeof followed, store: typeof local, address: string): void {
  let subscribe = of.get(address);
  if (!subscribe) of.set(address, (subscribe = createSubscriber((update) => store.watch(address, update))));
  subscribe();
}

/** The value, or the table's default while the desk has not said it. */
export function live<T extends Value>(param: Param<T>): T {
  follow(followed, desk.store, param.address);
  return desk.get(param);
}

/** A fact of this page, by its own name. */
export function here(name: string): Value | undefined {
  follow(followed_here, local, name);
  return local.get(name);
}

/** Is the address there at all? A desk has as many of each as it was built with. */
export function exists(param: Param): boolean {
  follow(followed, desk.store, param.address);
  return desk.store.get(param.address) !== undefined;
}

type Counted = 'channel' | 'bus' | 'matrix' | 'fx' | 'dca' | 'mutegroup' | 'monitor' | 'talkback' | 'output';

/** What is counted over many addresses: how many strips there are, what is soloed, who holds what; and the link. */
class Overall {
  counts = $state<Record<Counted, number>>({ channel: 0, bus: 0, matrix: 0, fx: 0, dca: 0, mutegroup: 0, monitor: 0, talkback: 0, output: 0 });
  /** Strips soloed on my monitor, by id, in the order they were pressed. */
  soloed = $state.raw<readonly string[]>([]);
  hands = $state.raw<Readonly<Record<string, string>>>({});
  live = $state(false);
  /** Has this page ever seen the desk? */
  met = $state(false);
  round_trip = $state(0);
  silent_since = $state(0);

  constructor() {
    desk.store.observe((address, value) => this.changed(address, value));
    desk.on_state((state) => {
      this.live = state === 'live';
      if (this.live) this.met = true;
      else if (state === 'lost') this.silent_since = desk.link.heard;
    });
    desk.after_release = () => (this.hands = { ...this.hands });
    setInterval(() => {
      if (this.live) this.round_trip = desk.link.round_trip;
    }, 500);
  }

  private changed(address: string, value: Value | undefined): void {
    if (address === '/session/hands') this.hands = parse_hands(String(value ?? ''));
    else if (address.endsWith(`/solo/${my_monitor}`)) {
      const id = address.slice(1, address.lastIndexOf('/solo/'));
      const was = this.soloed.includes(id);
      if (value === true && !was) this.soloed = [...this.soloed, id];
      else if (value !== true && was) this.soloed = this.soloed.filter((soloed) => soloed !== id);
    } else {
      const found = counted.exec(address);
      if (!found) return;
      const kind = found[1] as Counted;
      const n = Number(found[2]);
      if (value === undefined) this.counts[kind] = Math.min(this.counts[kind], n - 1);
      else if (n > this.counts[kind]) this.counts[kind] = n;
    }
  }
}

const counted = /^\/(channel|bus|matrix|fx|dca|mutegroup|output|monitor|talkback)\/(\d+)\/(?:name|dim|type)$/;

function parse_hands(text: string): Record<string, string> {
  try {
    const hands: unknown = JSON.parse(text);
    return hands && typeof hands === 'object' ? (hands as Record<string, string>) : {};
  } catch {
    return {};
  }
}

export const overall = new Overall();

/** Is this channel one side of a linked pair? The link stands at the odd one. */
export const linked = (n: number): boolean => live(at.channel(n % 2 === 1 ? n : n - 1, 'link'));

/** Who else holds this parameter: their name, or nothing. */
export function holder(address: string): string | undefined {
  const name = overall.hands[address];
  return name === undefined || desk.is_own_hand(address) ? undefined : name || 'held';
}
