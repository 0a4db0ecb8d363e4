// Strips in the field's words: whatever has a fader, with the parameters it has. Controls take a Strip and need not
// know whether it is a channel, a bus, the main or a DCA.

import type { Bank } from '../meters/feed';
import { at, below, type Param } from './addresses';
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

const eq_of = (id: StripId, kind: StripKind, bands: number): NonNullable<Strip['eq']> => {
  const strip = { id, kind };
  return {
    on: below(strip, 'eq/on'),
    bands: range(bands).map((k) => ({
      on: below(strip, 'eq/band/{band}/on', k), type: below(strip, 'eq/band/{band}/type', k),
      frequency: below(strip, 'eq/band/{band}/frequency', k), gain: below(strip, 'eq/band/{band}/gain', k),
      q: below(strip, 'eq/band/{band}/q', k),
    })),
  };
};
const send_of = (id: StripId, kind: StripKind, bus: number): Send => {
  const strip = { id, kind };
  return {
    bus, on: below(strip, 'send/{bus}/on', bus), level: below(strip, 'send/{bus}/level', bus),
    pan: below(strip, 'send/{bus}/pan', bus), pan_follow: below(strip, 'send/{bus}/pan_follow', bus),
    tap: below(strip, 'send/{bus}/tap', bus),
  };
};

export const channel = (n: number): Strip => once(`channel/${n}`, () => ({
  id: `channel/${n}`, kind: 'channel', n, place: String(n), fallback: `Ch ${n}`,
  name: at.channel(n, 'name'), color: at.channel(n, 'color'), short: at.channel(n, 'short'), family: at.channel(n, 'family'),
  fader: at.channel(n, 'fader'), mute: at.channel(n, 'mute'), muted_by: at.channel(n, 'muted_by'),
  solo: at.channel(n, 'solo/{monitor}', my_monitor), pan: at.channel(n, 'pan'),
  low_cut: { on: at.channel(n, 'hpf/on'), frequency: at.channel(n, 'hpf/frequency'), slope: at.channel(n, 'hpf/slope') },
  eq: eq_of(`channel/${n}`, 'channel', 4),
  picture: [`/channel/${n}/eq`, `/channel/${n}/hpf`, `/channel/${n}/{gate,comp}/on`],
  send: (to) => send_of(`channel/${n}`, 'channel', to),
  dca: (d) => at.channel(n, 'dca/{dca}', d),
  mutegroup: (g) => at.channel(n, 'mutegroup/{mutegroup}', g),
}));

export const bus = (n: number): Strip => once(`bus/${n}`, () => ({
  id: `bus/${n}`, kind: 'bus', n, place: `Bus ${n}`, fallback: `Bus ${n}`,
  name: at.bus(n, 'name'), color: at.bus(n, 'color'), short: at.bus(n, 'short'), family: at.bus(n, 'family'),
  fader: at.bus(n, 'fader'), mute: at.bus(n, 'mute'), muted_by: at.bus(n, 'muted_by'),
  solo: at.bus(n, 'solo/{monitor}', my_monitor), pan: at.bus(n, 'pan'), balance: at.bus(n, 'balance'),
  eq: eq_of(`bus/${n}`, 'bus', 6),
  limiter: { on: at.bus(n, 'limiter/on'), ceiling: at.bus(n, 'limiter/ceiling'), release: at.bus(n, 'limiter/release') },
  picture: [`/bus/${n}/eq`, `/bus/${n}/limiter`, `/bus/${n}/comp/on`],
  send: (to) => send_of(`bus/${n}`, 'bus', to),
  matrix: (m) => ({ on: at.bus(n, 'matrix/{matrix}/on', m), level: at.bus(n, 'matrix/{matrix}/level', m) }),
  dca: (d) => at.bus(n, 'dca/{dca}', d),
  mutegroup: (g) => at.bus(n, 'mutegroup/{mutegroup}', g),
}));

export const main = (): Strip => once('main', () => ({
  id: 'main', kind: 'main', n: 1, place: 'L R', fallback: 'Main',
  name: at.main('name'), color: at.main('color'),
  fader: at.main('fader'), mute: at.main('mute'), solo: at.main('solo/{monitor}', my_monitor), balance: at.main('balance'),
  eq: eq_of('main', 'main', 6),
  limiter: { on: at.main('limiter/on'), ceiling: at.main('limiter/ceiling'), release: at.main('limiter/release') },
  picture: ['/main/eq', '/main/limiter', '/main/comp/on'],
  matrix: (m) => ({ on: at.main('matrix/{matrix}/on', m), level: at.main('matrix/{matrix}/level', m) }),
}));

export const matrix = (n: number): Strip => once(`matrix/${n}`, () => ({
  id: `matrix/${n}`, kind: 'matrix', n, place: `Matrix ${n}`, fallback: `Mtx ${n}`,
  name: at.matrix(n, 'name'), color: at.matrix(n, 'color'), short: at.matrix(n, 'short'),
  fader: at.matrix(n, 'fader'), mute: at.matrix(n, 'mute'), muted_by: at.matrix(n, 'muted_by'),
  solo: at.matrix(n, 'solo/{monitor}', my_monitor), balance: at.matrix(n, 'balance'),
  eq: eq_of(`matrix/${n}`, 'matrix', 6),
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
  eq: eq_of(`fx/${n}/return`, 'fx', 4),
  picture: [`/fx/${n}/return/eq`],
  send: (to) => send_of(`fx/${n}/return`, 'fx', to),
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
