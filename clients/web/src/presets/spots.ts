// What can be reset, copied and kept: a strip, or a part of one. The desk takes what fits between kinds of strips by
// itself; here is only how a thing is called on the wire.

import { has } from '../desk/addresses';
import { table, type Row } from '../generated/parameters';

export interface Spot {
  /** What is said of it: "Compressor". */
  readonly word: string;
  /** The strip's address: /channel/3, /fx/1, /fx/1/return. */
  readonly strip: string;
  readonly kind: string;
  /** Below the strip: "comp"; empty for all of it. */
  readonly below: string;
  /** Words of parts with blanks between; empty is all. */
  readonly parts: string;
}

type Thing = 'gate' | 'eq' | 'comp' | 'limiter' | 'insert' | 'strip';
const words: Record<Thing, string> = { gate: 'Gate', eq: 'EQ', comp: 'Compressor', limiter: 'Limiter', insert: 'Insert', strip: 'Strip' };

/** A processor of a strip, or the strip itself. The low cut goes with the EQ that it is drawn with. */
export function spot_of(strip: { readonly id: string; readonly kind: string }, thing: Thing): Spot {
  const place = { word: words[thing], strip: `/${strip.id}`, kind: strip.kind };
  if (thing === 'strip') return { ...place, below: '', parts: processing };
  if (thing === 'eq') return has(strip, 'hpf/on') ? { ...place, below: '', parts: 'hpf eq' } : { ...place, below: 'eq', parts: '' };
  // What is plugged into an insert has one place only, and stays there.
  if (thing === 'insert') return { ...place, below: '', parts: 'insert' };
  return { ...place, below: thing, parts: '' };
}

/** What one usually means by a strip: its sound, not its place in the room. */
export const processing = 'hpf gate comp eq insert';

/** Parts offered for whole strips, each with what is written on its key. */
export const choosable: readonly { readonly word: string; readonly parts: string }[] = [
  { word: 'Processing', parts: processing },
  { word: 'Input', parts: 'input' },
  { word: 'Sends', parts: 'sends' },
  { word: 'Pan', parts: 'pan' },
  { word: 'Fader', parts: 'fader mute' },
  { word: 'Groups', parts: 'groups' },
  { word: 'Name', parts: 'names' },
];

export const is_whole = (spot: Spot): boolean => spot.word === words.strip;

/** The address that stands in /copy and /preset. */
export const address_of = (spot: Spot, strip = spot.strip): string => (spot.below ? `${strip}/${spot.below}` : strip);

/** Which parts a spot lies in. */
export const parts_of = (spot: Spot): readonly string[] => (spot.below ? [spot.below === 'limiter' ? 'comp' : spot.below] : spot.parts.split(' ').filter(Boolean));

/** Does a preset with these parts hold anything for this spot? */
export function fits(preset_parts: string, spot: Spot): boolean {
  const wanted = parts_of(spot);
  return wanted.length === 0 || preset_parts.split(' ').some((part) => wanted.includes(part));
}

/** The rows of a strip by what they are called below it; a return of an effect is a strip of its own. */
function rows_below(kind: string, is_return: boolean): [string, Row][] {
  const rows = Object.entries((table as Record<string, Record<string, Row> | undefined>)[kind] ?? {}).filter(([, row]) => row.kind === 'setting' && row.part !== '');
  if (kind !== 'fx') return rows;
  return rows.filter(([path]) => path.startsWith('return/') === is_return).map(([path, row]) => [is_return ? path.slice('return/'.length) : path, row]);
}

const inside = (spot: Spot, wanted: readonly string[], path: string, row: Row): boolean =>
  spot.below ? path.startsWith(`${spot.below}/`) : wanted.length === 0 || wanted.includes(row.part);

/** May a strip of this kind take something of the spot? */
export function takes(strip: { readonly id: string; readonly kind: string }, spot: Spot): boolean {
  const wanted = parts_of(spot);
  return rows_below(strip.kind, strip.id.endsWith('/return')).some(([path, row]) => inside(spot, wanted, path, row));
}

/** Patterns of all settings of a spot, to be reset as one change. What is in no scene (listening) is left alone. */
export function settings_of(spot: Spot): string[] {
  const wanted = parts_of(spot);
  return rows_below(spot.kind, spot.strip.endsWith('/return'))
    // Which effect it is stays: what is reset is how it sounds.
    .filter(([path, row]) => inside(spot, wanted, path, row) && !(spot.kind === 'fx' && path === 'type'))
    .map(([path]) => `${spot.strip}/${path.replace(/\{\w+\}/g, '*')}`);
}
