// Addresses, built from the generated table: a path that is not in it does not compile, and the type of its value
// comes along.
//
//   at.channel(3, 'fader')                 /channel/3/fader            number
//   at.channel(3, 'send/{bus}/on', 5)      /channel/3/send/5/on        boolean

import { table, type Row } from '../generated/parameters';

export type Table = typeof table;
export type Kind = keyof Table;

/** One number for each placeholder of a path. */
export type Holes<P extends string> = P extends `${string}{${string}}${infer Rest}` ? [number, ...Holes<Rest>] : [];
export type ValueOf<R> = R extends { type: 's' } ? string : R extends { type: 'T' } ? boolean : number;

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

/** Kinds of which there is one, so that no number stands in the address. */
type Alone = 'main' | 'oscillator' | 'session' | 'scene_list';
/** Where the key is not the word of the address. */
const words: Partial<Record<Kind, string>> = { client: 'session/clients', scene_list: 'scene' };

type Numbered = <K extends Exclude<Kind, Alone>, P extends keyof Table[K] & string>(
  kind: K, n: number, path: P, ...holes: Holes<P>) => Param<ValueOf<Table[K][P]>>;
type Single = <K extends Alone, P extends keyof Table[K] & string>(
  kind: K, path: P, ...holes: Holes<P>) => Param<ValueOf<Table[K][P]>>;

const numbered: Numbered = (kind, n, path, ...holes) => ({
  address: `/${words[kind] ?? kind}/${n}/${fill(path, holes)}`,
  row: (table[kind] as Record<string, Row>)[path]!,
});
const single: Single = (kind, path, ...holes) => ({
  address: `/${words[kind] ?? kind}/${fill(path, holes)}`,
  row: (table[kind] as Record<string, Row>)[path]!,
});

export const at = {
  channel: <P extends keyof Table['channel']>(n: number, path: P, ...holes: Holes<P>) => numbered('channel', n, path, ...holes),
  bus: <P extends keyof Table['bus']>(n: number, path: P, ...holes: Holes<P>) => numbered('bus', n, path, ...holes),
  dca: <P extends keyof Table['dca']>(n: number, path: P, ...holes: Holes<P>) => numbered('dca', n, path, ...holes),
  mutegroup: <P extends keyof Table['mutegroup']>(n: number, path: P, ...holes: Holes<P>) => numbered('mutegroup', n, path, ...holes),
  monitor: <P extends keyof Table['monitor']>(n: number, path: P, ...holes: Holes<P>) => numbered('monitor', n, path, ...holes),
  matrix: <P extends keyof Table['matrix']>(n: number, path: P, ...holes: Holes<P>) => numbered('matrix', n, path, ...holes),
  fx: <P extends keyof Table['fx']>(n: number, path: P, ...holes: Holes<P>) => numbered('fx', n, path, ...holes),
  talkback: <P extends keyof Table['talkback']>(n: number, path: P, ...holes: Holes<P>) => numbered('talkback', n, path, ...holes),
  preset: <P extends keyof Table['preset']>(n: number, path: P, ...holes: Holes<P>) => numbered('preset', n, path, ...holes),
  user: <P extends keyof Table['user']>(n: number, path: P, ...holes: Holes<P>) => numbered('user', n, path, ...holes),
  client: <P extends keyof Table['client']>(n: number, path: P, ...holes: Holes<P>) => numbered('client', n, path, ...holes),
  scene: <P extends keyof Table['scene']>(n: number, path: P, ...holes: Holes<P>) => numbered('scene', n, path, ...holes),
  output: <P extends keyof Table['output']>(n: number, path: P, ...holes: Holes<P>) => numbered('output', n, path, ...holes),
  main: <P extends keyof Table['main']>(path: P, ...holes: Holes<P>) => single('main', path, ...holes),
  oscillator: <P extends keyof Table['oscillator']>(path: P, ...holes: Holes<P>) => single('oscillator', path, ...holes),
  scenes: <P extends keyof Table['scene_list']>(path: P, ...holes: Holes<P>) => single('scene_list', path, ...holes),
  session: <P extends keyof Table['session']>(path: P, ...holes: Holes<P>) => single('session', path, ...holes),
};

/** What is called the same below several kinds of strips (gate, compressor, insert …), of whichever strip it is. */
export function below<P extends keyof Table['channel'] & string>(
  strip: { readonly id: string; readonly kind: string }, path: P, ...holes: Holes<P>): Param<ValueOf<Table['channel'][P]>> {
  const rows = (table as Record<string, Record<string, Row> | undefined>)[strip.kind];
  return { address: `/${strip.id}/${fill(path, holes)}`, row: rows?.[path] ?? rows?.[`return/${path}`] ?? table.channel[path] };
}

/** Has this kind of strip a parameter of that name? */
export const has = (strip: { readonly kind: string }, path: string): boolean =>
  path in ((table as Record<string, Record<string, Row> | undefined>)[strip.kind] ?? {});
