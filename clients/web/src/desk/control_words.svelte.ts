// Addresses as people read them: whose control it is, which, and how its value is said. For lists of what happened,
// what would change, and who holds what.

import { table, type Row } from '../generated/parameters';
import type { Value } from './store';
import { name_of } from '../pages/names.svelte';
import { strip_of, type StripId } from './strips';
import { choice_word, in_words, kind_word, pan, route_word } from './words';

const strips = /^\/((?:channel|bus|matrix|dca|monitor)\/\d+|fx\/\d+\/return|main)\/(.+)$/;
const numbered = /^\/([a-z]+)\/(\d+)\/(.+)$/;

export interface Control {
  /** The strip it is on, if it is on one. */
  readonly strip: StripId | undefined;
  /** The strip's address, or what stands for it. */
  readonly where: string;
  readonly path: string;
  readonly row: Row | undefined;
}

const rows = table as Record<string, Record<string, Row> | undefined>;

/** "send/3/level" → its row, whose path has holes where numbers stand. */
function row_of(kind: string, path: string): Row | undefined {
  const own = rows[kind];
  if (!own) return undefined;
  if (own[path]) return own[path];
  const shape = path.replace(/(?<=\/|^)\d+(?=\/|$)/g, '#');
  return Object.entries(own).find(([known]) => known.replace(/\{\w+\}/g, '#') === shape)?.[1];
}

export function control_of(address: string): Control {
  const strip = strips.exec(address);
  if (strip) {
    const [, id = '', path = ''] = strip;
    const kind = id.split('/')[0]!;
    return { strip: id, where: `/${id}`, path, row: row_of(kind, kind === 'fx' ? `return/${path}` : path) };
  }
  const other = numbered.exec(address);
  if (other) return { strip: undefined, where: `/${other[1]}/${other[2]}`, path: other[3]!, row: row_of(other[1]!, other[3]!) };
  const [, where = '', ...rest] = address.split('/');
  return { strip: undefined, where: `/${where}`, path: rest.join('/'), row: row_of(where === 'scene' ? 'scene_list' : where, rest.join('/')) };
}

/** "/channel/3" → "Vox", "/fx/1" → "Effect 1". */
export function place_word(where: string): string {
  const strip = strips.exec(`${where}/x`);
  if (strip) return name_of(strip_of(strip[1]!));
  const [, kind = '', n = ''] = where.split('/');
  return `${kind_word(kind)}${n ? ` ${n}` : ''}`.replace(/^./, (letter) => letter.toUpperCase());
}

/** "send/3/level" → "send to Ana", "eq/band/2/gain" → "EQ band 2 gain". */
export function path_word(path: string): string {
  const send = /^(?:return\/)?(send|matrix)\/(\d+)\/(.+)$/.exec(path);
  if (send) {
    const to = send[1] === 'send' ? name_of(strip_of(`bus/${send[2]}`)) : name_of(strip_of(`matrix/${send[2]}`));
    return send[3] === 'level' ? `send ${to}` : `send ${to} ${send[3]!.replace(/_/g, ' ')}`;
  }
  return path.replace(/^return\//, '').replace(/[/_]/g, ' ').replace(/\beq\b/g, 'EQ').replace(/\bhpf\b/g, 'low cut').replace(/\bdca\b/g, 'DCA');
}

export const control_word = (address: string): string => {
  const { where, path } = control_of(address);
  return `${place_word(where)}: ${path_word(path)}`;
};

export function value_word(control: Control, value: Value): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') {
    if (value === '') return 'none';
    return control.row?.choices ? choice_word(value) : /^(none|main|oscillator|[a-z]+:\d+(:\w+)?)$/.test(value) ? route_word(value) : value;
  }
  if (control.row?.type === 'T') return value ? 'on' : 'off';
  if (/(^|\/)(pan|balance)$/.test(control.path)) return pan(value);
  if (!control.row) return String(value);
  if (control.row.unit === 's') return `${value} s`;
  // The unit is said once, by the row: figures stand under each other.
  return control.row.law === 'fader' ? in_words(control.row, value).replace(' dB', '') : in_words(control.row, value);
}
