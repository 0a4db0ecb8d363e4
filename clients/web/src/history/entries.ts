// What happened, as the desk lists it: entries of steps, newest first. Plain rules, without a desk in them.

import type { Value } from '../desk/store';

export interface Entry {
  readonly revision: number;
  /** ms since 1970, by the desk's clock. */
  readonly time: number;
  readonly who: string;
  readonly step: number;
  readonly address: string;
  readonly from: Value;
  readonly to: Value;
  readonly undone: boolean;
}

/** Everything that was one deed of somebody: a move, a recall, a bundle. */
export interface Step {
  readonly step: number;
  readonly revision: number;
  readonly time: number;
  readonly who: string;
  readonly undone: boolean;
  readonly entries: readonly Entry[];
  /** How many values it has changed, where not all of them came. */
  readonly of: number;
}

export function entries_of(text: string): { entries: Entry[]; of: ReadonlyMap<number, number> } {
  const of = new Map<number, number>();
  const all = JSON.parse(text) as (Partial<Entry> & { of?: number })[];
  const entries = all.map((entry) => {
    if (entry.of !== undefined) of.set(Number(entry.step), entry.of);
    return {
      revision: Number(entry.revision), time: Number(entry.time), who: String(entry.who ?? ''), step: Number(entry.step), address: String(entry.address),
      from: entry.from as Value, to: entry.to as Value, undone: entry.undone === true,
    };
  });
  return { entries, of };
}

/** Older pages behind newer ones; a step that came twice is as it came last. */
export function merged(newer: readonly Entry[], older: readonly Entry[]): Entry[] {
  const fresh = new Set(newer.map(({ step }) => step));
  return [...newer, ...older.filter(({ step }) => !fresh.has(step))].sort((a, b) => b.revision - a.revision || b.step - a.step);
}

/** So many entries are kept: what lies further back is found by asking for a strip. */
export const most_kept = 5000;

/** What is known; `more`: there may be older ones that can be asked for. */
export interface Known {
  readonly entries: readonly Entry[];
  readonly more: boolean;
}

/** A page older than all that is known, behind it. One may be short because a large step did not fit: only an empty one is the end. */
export function with_older(known: readonly Entry[], page: readonly Entry[]): Known {
  return bounded(merged(known, page), page.length > 0);
}

/**
 * The newest page ahead of what is known. It is whole as far as it reaches back. Where it does not reach back to what was
 * known, nobody knows what lies between: then only the page is known, and the rest is asked for again.
 */
export function with_newer({ entries, more }: Known, page: readonly Entry[]): Known {
  const reach = page.at(-1)?.revision;
  const newest = entries[0]?.revision;
  if (reach === undefined || newest === undefined || reach > newest) return bounded(merged(page, []), page.length > 0);
  return bounded(merged(page, entries.filter(({ revision }) => revision < reach)), more);
}

/** Whole steps only: the rest of one would never come. */
function bounded(entries: readonly Entry[], more: boolean): Known {
  if (entries.length <= most_kept) return { entries, more };
  const cut = entries[most_kept]!.step;
  const kept = entries.slice(0, most_kept).filter(({ step }) => step !== cut);
  return { entries: kept.length > 0 ? kept : entries.slice(0, most_kept), more: false };
}

export function steps_of(entries: readonly Entry[], of: ReadonlyMap<number, number> = new Map()): Step[] {
  const steps = new Map<number, Entry[]>();
  for (const entry of entries) {
    const all = steps.get(entry.step);
    if (all) all.push(entry);
    else steps.set(entry.step, [entry]);
  }
  return [...steps].map(([step, all]) => {
    const { time, who, undone } = all[0]!;
    return { step, revision: Math.max(...all.map(({ revision }) => revision)), time, who, undone, entries: all, of: of.get(step) ?? all.length };
  });
}

/** What differs between two points: for each address its value right after the earlier one and right after the later one. */
export function between(entries: readonly Entry[], a: number, b: number): { address: string; a: Value; b: Value }[] {
  const [first, last] = a <= b ? [a, b] : [b, a];
  const found = new Map<string, { from: Value; to: Value }>();
  // From the oldest to the newest; what was taken back has changed nothing that lasts.
  for (const entry of [...entries].sort((x, y) => x.revision - y.revision)) {
    if (entry.undone || entry.revision <= first || entry.revision > last) continue;
    const known = found.get(entry.address);
    found.set(entry.address, { from: known ? known.from : entry.from, to: entry.to });
  }
  return [...found]
    .filter(([, { from, to }]) => from !== to)
    .map(([address, { from, to }]) => (a <= b ? { address, a: from, b: to } : { address, a: to, b: from }));
}

export type Kind = 'all' | 'faders' | 'tone' | 'sends';

/** The pattern of what is looked at: of one strip ("/channel/3") or of all, everything or one kind of it. */
export function pattern_of(strip: string | undefined, kind: Kind): string {
  const above = strip ?? '/*/*';
  switch (kind) {
    case 'all': return strip ?? '/';
    case 'faders': return `${above}/{fader,mute}`;
    case 'tone': return `${above}/{eq,comp,gate,hpf}`;
    case 'sends': return `${above}/send`;
  }
}

export interface Point {
  readonly time: number;
  readonly value: number;
  readonly who: string;
}

/** How one control went over time, oldest first: each move is where it began and where it ended. */
export function course(entries: readonly Entry[], address: string): Point[] {
  return [...entries]
    .filter((entry) => entry.address === address && typeof entry.to === 'number' && !entry.undone)
    .sort((a, b) => a.revision - b.revision)
    .flatMap(({ time, from, to, who }, k) => [...(k === 0 ? [{ time, value: Number(from), who: '' }] : []), { time, value: Number(to), who }]);
}

const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat([], { day: 'numeric', month: 'short' });

/** "15:24", and the day where it was another one. */
export function time_word(time: number, now = Date.now()): string {
  const same = new Date(time).toDateString() === new Date(now).toDateString();
  return same ? clock.format(time) : `${day.format(time)} ${clock.format(time)}`;
}
