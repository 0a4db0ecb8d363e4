// Strips in the field's words: whatever has a fader, with the parameters it has. Controls take a Strip and need not
// know whether it is a channel, a bus, the main or a DCA.

import type { Bank } from '../meters/feed';
import { at, type Param } from './addresses';
import { my_monitor } from './here';

export type StripKind = 'channel' | 'bus' | 'matrix' | 'fx' | 'main' | 'dca' | 'monitor';
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

/** What goes from one strip into another. */
export interface Feed {
  readonly on: Param<boolean>;
  readonly level: Param<number>;
}

export interface Send extends Feed {
  readonly bus: number;
  readonly pan: Param<number>;
  readonly pan_follow: Param<boolean>;
  readonly tap: Param<string>;
}

export interface Strip {
  /** "channel/3", "main", "fx/1/return": the address without its first slash. */
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
  /** Into a matrix. */
  matrix?(m: number): Feed;
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
  picture: [`/channel/${n}/eq`, `/channel/${n}/hpf`, `/channel/${n}/{gate,comp}/on`],
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
  picture: [`/bus/${n}/eq`, `/bus/${n}/limiter`, `/bus/${n}/comp/on`],
  send: (to) => ({
    bus: to, on: at.bus(n, 'send/{bus}/on', to), level: at.bus(n, 'send/{bus}/level', to),
    pan: at.bus(n, 'send/{bus}/pan', to), pan_follow: at.bus(n, 'send/{bus}/pan_follow', to),
    tap: at.bus(n, 'send/{bus}/tap', to),
  }),
  matrix: (m) => ({ on: at.bus(n, 'matrix/{matrix}/on', m), level: at.bus(n, 'matrix/{matrix}/level', m) }),
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
  picture: ['/main/eq', '/main/limiter', '/main/comp/on'],
  matrix: (m) => ({ on: at.main('matrix/{matrix}/on', m), level: at.main('matrix/{matrix}/level', m) }),
}));

export const matrix = (n: number): Strip => once(`matrix/${n}`, () => ({
  id: `matrix/${n}`, kind: 'matrix', n, place: `Matrix ${n}`, fallback: `Mtx ${n}`,
  name: at.matrix(n, 'name'), color: at.matrix(n, 'color'), short: at.matrix(n, 'short'),
  fader: at.matrix(n, 'fader'), mute: at.matrix(n, 'mute'), muted_by: at.matrix(n, 'muted_by'),
  solo: at.matrix(n, 'solo/{monitor}', my_monitor), balance: at.matrix(n, 'balance'),
  eq: {
    on: at.matrix(n, 'eq/on'),
    bands: range(6).map((k) => ({
      on: at.matrix(n, 'eq/band/{band}/on', k), type: at.matrix(n, 'eq/band/{band}/type', k),
      frequency: at.matrix(n, 'eq/band/{band}/frequency', k), gain: at.matrix(n, 'eq/band/{band}/gain', k),
      q: at.matrix(n, 'eq/band/{band}/q', k),
    })),
  },
  limiter: { on: at.matrix(n, 'limiter/on'), ceiling: at.matrix(n, 'limiter/ceiling'), release: at.matrix(n, 'limiter/release') },
  picture: [`/matrix/${n}/eq`, `/matrix/${n}/limiter`, `/matrix/${n}/comp/on`],
  dca: (d) => at.matrix(n, 'dca/{dca}', d),
  mutegroup: (g) => at.matrix(n, 'mutegroup/{mutegroup}', g),
}));

/** The return of an effect: a stereo strip of its own. */
export const fx_return = (n: number): Strip => once(`fx/${n}/return`, () => ({
  id: `fx/${n}/return`, kind: 'fx', n, place: `FX ${n}`, fallback: `FX ${n}`,
  name: at.fx(n, 'return/name'), color: at.fx(n, 'return/color'), family: at.fx(n, 'return/family'),
  fader: at.fx(n, 'return/fader'), mute: at.fx(n, 'return/mute'), muted_by: at.fx(n, 'return/muted_by'),
  solo: at.fx(n, 'return/solo/{monitor}', my_monitor), balance: at.fx(n, 'return/balance'),
  eq: {
    on: at.fx(n, 'return/eq/on'),
    bands: range(4).map((k) => ({
      on: at.fx(n, 'return/eq/band/{band}/on', k), type: at.fx(n, 'return/eq/band/{band}/type', k),
      frequency: at.fx(n, 'return/eq/band/{band}/frequency', k), gain: at.fx(n, 'return/eq/band/{band}/gain', k),
      q: at.fx(n, 'return/eq/band/{band}/q', k),
    })),
  },
  picture: [`/fx/${n}/return/eq`],
  send: (bus) => ({
    bus, on: at.fx(n, 'return/send/{bus}/on', bus), level: at.fx(n, 'return/send/{bus}/level', bus),
    pan: at.fx(n, 'return/send/{bus}/pan', bus), pan_follow: at.fx(n, 'return/send/{bus}/pan_follow', bus),
    tap: at.fx(n, 'return/send/{bus}/tap', bus),
  }),
  dca: (d) => at.fx(n, 'return/dca/{dca}', d),
  mutegroup: (g) => at.fx(n, 'return/mutegroup/{mutegroup}', g),
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
    case 'matrix': return matrix(n);
    case 'fx': return fx_return(n);
    case 'dca': return dca(n);
    case 'monitor': return monitor(n);
    case 'main': return main();
    default: return channel(n);
  }
}

/** The bank of meters that a strip's record is in; DCAs have none. */
export function bank_of({ kind }: Strip): Bank | undefined {
  switch (kind) {
    case 'channel': return 'channels';
    case 'bus': return 'buses';
    case 'matrix': return 'matrices';
    case 'monitor': return 'monitors';
    case 'fx': case 'main': return kind;
    case 'dca': return undefined;
  }
}
