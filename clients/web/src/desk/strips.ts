// Strips in the field's words: whatever has a fader, with the parameters it has. Controls take a Strip and need not
// know whether it is a channel, a bus, the main or a DCA.

import { at, type Param } from './addresses';
import { my_monitor } from './here';

export type StripKind = 'channel' | 'bus' | 'main' | 'dca' | 'monitor';
export type StripId = string;

export interface Band {
  readonly on: Param<boolean>;
  readonly type: Param<string>;
  readonly frequency: Param<number>;
  readonly gain: Param<number>;
  readonly q: Param<number>;
}

export interface LowCut {
  readonly on: Param<boolean>;
  readonly frequency: Param<number>;
  readonly slope: Param<number>;
}

export interface Limiter {
  readonly on: Param<boolean>;
  readonly ceiling: Param<number>;
  readonly release: Param<number>;
}

export interface Send {
  readonly bus: number;
  readonly on: Param<boolean>;
  readonly level: Param<number>;
  readonly pan: Param<number>;
  readonly pan_follow: Param<boolean>;
  readonly tap: Param<string>;
}

export interface Strip {
  /** "channel/3", "main": the address without its first slash. */
  readonly id: StripId;
  readonly kind: StripKind;
  readonly n: number;
  /** What stands above the name. */
  readonly place: string;
  /** What it is called while it has no name. */
  readonly fallback: string;
  readonly name?: Param<string>;
  readonly color?: Param<string>;
  readonly short?: Param<string>;
  readonly family?: Param<string>;
  readonly fader: Param<number>;
  readonly mute: Param<boolean>;
  readonly muted_by?: Param<string>;
  readonly solo?: Param<boolean>;
  readonly pan?: Param<number>;
  /** Left against right rather than a place between them. */
  readonly balance?: Param<number>;
  readonly low_cut?: LowCut;
  readonly eq?: { readonly on: Param<boolean>; readonly bands: readonly Band[] };
  readonly limiter?: Limiter;
  /** Addresses below the strip that its EQ picture needs. */
  readonly picture: readonly string[];
  send?(bus: number): Send;
  dca?(d: number): Param<boolean>;
  mutegroup?(g: number): Param<boolean>;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);
const made = new Map<StripId, Strip>();

function once(id: StripId, make: () => Strip): Strip {
  let strip = made.get(id);
  if (!strip) made.set(id, (strip = make()));
  return strip;
}

export const channel = (n: number): Strip => once(`channel/${n}`, () => ({
  id: `channel/${n}`, kind: 'channel', n, place: String(n), fallback: `Ch ${n}`,
  name: at.channel(n, 'name'), color: at.channel(n, 'color'), short: at.channel(n, 'short'), family: at.channel(n, 'family'),
  fader: at.channel(n, 'fader'), mute: at.channel(n, 'mute'), muted_by: at.channel(n, 'muted_by'),
  solo: at.channel(n, 'solo/{monitor}', my_monitor), pan: at.channel(n, 'pan'),
  low_cut: { on: at.channel(n, 'hpf/on'), frequency: at.channel(n, 'hpf/frequency'), slope: at.channel(n, 'hpf/slope') },
  eq: {
    on: at.channel(n, 'eq/on'),
    bands: range(4).map((k) => ({
      on: at.channel(n, 'eq/band/{band}/on', k), type: at.channel(n, 'eq/band/{band}/type', k),
      frequency: at.channel(n, 'eq/band/{band}/frequency', k), gain: at.channel(n, 'eq/band/{band}/gain', k),
      q: at.channel(n, 'eq/band/{band}/q', k),
    })),
  },
  picture: [`/channel/${n}/eq`, `/channel/${n}/hpf`],
  send: (bus) => ({
    bus, on: at.channel(n, 'send/{bus}/on', bus), level: at.channel(n, 'send/{bus}/level', bus),
    pan: at.channel(n, 'send/{bus}/pan', bus), pan_follow: at.channel(n, 'send/{bus}/pan_follow', bus),
    tap: at.channel(n, 'send/{bus}/tap', bus),
  }),
  dca: (d) => at.channel(n, 'dca/{dca}', d),
  mutegroup: (g) => at.channel(n, 'mutegroup/{mutegroup}', g),
}));

export const bus = (n: number): Strip => once(`bus/${n}`, () => ({
  id: `bus/${n}`, kind: 'bus', n, place: `Bus ${n}`, fallback: `Bus ${n}`,
  name: at.bus(n, 'name'), color: at.bus(n, 'color'), short: at.bus(n, 'short'), family: at.bus(n, 'family'),
  fader: at.bus(n, 'fader'), mute: at.bus(n, 'mute'), muted_by: at.bus(n, 'muted_by'),
  solo: at.bus(n, 'solo/{monitor}', my_monitor), pan: at.bus(n, 'pan'), balance: at.bus(n, 'balance'),
  eq: {
    on: at.bus(n, 'eq/on'),
    bands: range(6).map((k) => ({
      on: at.bus(n, 'eq/band/{band}/on', k), type: at.bus(n, 'eq/band/{band}/type', k),
      frequency: at.bus(n, 'eq/band/{band}/frequency', k), gain: at.bus(n, 'eq/band/{band}/gain', k),
      q: at.bus(n, 'eq/band/{band}/q', k),
    })),
  },
  limiter: { on: at.bus(n, 'limiter/on'), ceiling: at.bus(n, 'limiter/ceiling'), release: at.bus(n, 'limiter/release') },
  picture: [`/bus/${n}/eq`, `/bus/${n}/limiter`],
  send: (to) => ({
    bus: to, on: at.bus(n, 'send/{bus}/on', to), level: at.bus(n, 'send/{bus}/level', to),
    pan: at.bus(n, 'send/{bus}/pan', to), pan_follow: at.bus(n, 'send/{bus}/pan_follow', to),
    tap: at.bus(n, 'send/{bus}/tap', to),
  }),
  dca: (d) => at.bus(n, 'dca/{dca}', d),
  mutegroup: (g) => at.bus(n, 'mutegroup/{mutegroup}', g),
}));

export const main = (): Strip => once('main', () => ({
  id: 'main', kind: 'main', n: 1, place: 'L R', fallback: 'Main',
  name: at.main('name'), color: at.main('color'),
  fader: at.main('fader'), mute: at.main('mute'), solo: at.main('solo/{monitor}', my_monitor), balance: at.main('balance'),
  eq: {
    on: at.main('eq/on'),
    bands: range(6).map((k) => ({
      on: at.main('eq/band/{band}/on', k), type: at.main('eq/band/{band}/type', k),
      frequency: at.main('eq/band/{band}/frequency', k), gain: at.main('eq/band/{band}/gain', k),
      q: at.main('eq/band/{band}/q', k),
    })),
  },
  limiter: { on: at.main('limiter/on'), ceiling: at.main('limiter/ceiling'), release: at.main('limiter/release') },
  picture: ['/main/eq', '/main/limiter'],
}));

export const dca = (n: number): Strip => once(`dca/${n}`, () => ({
  id: `dca/${n}`, kind: 'dca', n, place: `DCA ${n}`, fallback: `DCA ${n}`,
  name: at.dca(n, 'name'), color: at.dca(n, 'color'),
  fader: at.dca(n, 'fader'), mute: at.dca(n, 'mute'), solo: at.dca(n, 'solo/{monitor}', my_monitor),
  picture: [],
}));

export const monitor = (n: number): Strip => once(`monitor/${n}`, () => ({
  id: `monitor/${n}`, kind: 'monitor', n, place: 'Monitor', fallback: `Mon ${n}`,
  fader: at.monitor(n, 'level'), mute: at.monitor(n, 'mute'),
  picture: [],
}));

/** The strip of an id, as it stands in an address or in the page's own address line. */
export function strip_of(id: StripId): Strip {
  const [kind, number] = id.split('/');
  const n = Math.max(1, Number(number) || 1);
  switch (kind) {
    case 'bus': return bus(n);
    case 'dca': return dca(n);
    case 'monitor': return monitor(n);
    case 'main': return main();
    default: return channel(n);
  }
}
