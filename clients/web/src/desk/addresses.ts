// Addresses, built from the generated table: a path that is not in it does not compile, and the type of its value
// comes along.
//
//   at.channel(3, 'fader')                 /channel/3/fader            number
//   at.channel(3, 'send/{bus}/on', 5)      /channel/3/send/5/on        boolean

import { table, type Row } from '../generated/parameters';

export type Table = typeof table;
export type Kind = keyof Table;

/** One number for each placeholder of a path. */
type Holes<P extends string> = P extends `${string}{${string}}${infer Rest}` ? [number, ...Holes<Rest>] : [];
type ValueOf<R> = R extends { type: 's' } ? string : R extends { type: 'T' } ? boolean : number;

export interface Param<T extends number | string | boolean = number | string | boolean> {
  readonly address: string;
  readonly row: Row;
  /** Only for the compiler: what is stored there. */
  readonly holds?: T;
}

function fill(path: string, holes: readonly number[]): string {
  let next = 0;
  return holes.length === 0 ? path : path.replace(/\{\w+\}/g, () => String(holes[next++]));
}

type Numbered = <K extends 'channel' | 'bus' | 'dca' | 'mutegroup' | 'monitor' | 'output', P extends keyof Table[K] & string>(
  kind: K, n: number, path: P, ...holes: Holes<P>) => Param<ValueOf<Table[K][P]>>;
type Single = <K extends 'main' | 'session', P extends keyof Table[K] & string>(
  kind: K, path: P, ...holes: Holes<P>) => Param<ValueOf<Table[K][P]>>;

const numbered: Numbered = (kind, n, path, ...holes) => ({
  address: `/${kind}/${n}/${fill(path, holes)}`,
  row: (table[kind] as Record<string, Row>)[path]!,
});
const single: Single = (kind, path, ...holes) => ({
  address: `/${kind}/${fill(path, holes)}`,
  row: (table[kind] as Record<string, Row>)[path]!,
});

export const at = {
  channel: <P extends keyof Table['channel']>(n: number, path: P, ...holes: Holes<P>) => numbered('channel', n, path, ...holes),
  bus: <P extends keyof Table['bus']>(n: number, path: P, ...holes: Holes<P>) => numbered('bus', n, path, ...holes),
  dca: <P extends keyof Table['dca']>(n: number, path: P, ...holes: Holes<P>) => numbered('dca', n, path, ...holes),
  mutegroup: <P extends keyof Table['mutegroup']>(n: number, path: P, ...holes: Holes<P>) => numbered('mutegroup', n, path, ...holes),
  monitor: <P extends keyof Table['monitor']>(n: number, path: P, ...holes: Holes<P>) => numbered('monitor', n, path, ...holes),
  output: <P extends keyof Table['output']>(n: number, path: P, ...holes: Holes<P>) => numbered('output', n, path, ...holes),
  main: <P extends keyof Table['main']>(path: P, ...holes: Holes<P>) => single('main', path, ...holes),
  session: <P extends keyof Table['session']>(path: P, ...holes: Holes<P>) => single('session', path, ...holes),
};
