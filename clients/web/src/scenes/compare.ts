// What a recall would change, as the desk tells it, and which patterns name a choice of it.

import type { Value } from '../desk/store';

export interface Difference {
  readonly address: string;
  readonly path: string;
  readonly now: Value;
  readonly then: Value;
}

export interface Group {
  /** "/channel/1" */
  readonly where: string;
  readonly changes: readonly Difference[];
}

export interface Comparison {
  readonly groups: readonly Group[];
  /** Differences that the answer had no room for. */
  readonly more: number;
  /** What the desk has no place for, in its words. */
  readonly left_out: string;
}

const is_value = (value: unknown): value is Value => ['number', 'string', 'boolean'].includes(typeof value);

/** {"/channel/1": {"fader": {"now": -6, "then": -3}}, "more": 2} */
export function comparison_of(text: string, left_out = ''): Comparison {
  const groups: Group[] = [];
  let more = 0;
  const all: unknown = JSON.parse(text);
  for (const [where, below] of Object.entries(all as Record<string, unknown>)) {
    if (where === 'more') more = Number(below);
    if (typeof below !== 'object' || below === null) continue;
    const changes = Object.entries(below as Record<string, { now?: unknown; then?: unknown }>)
      .filter(([, { now, then }]) => is_value(now) && is_value(then))
      .map(([path, { now, then }]) => ({ address: `${where}/${path}`, path, now: now as Value, then: then as Value }));
    if (changes.length > 0) groups.push({ where, changes });
  }
  return { groups, more, left_out };
}

export const count_of = ({ groups, more }: Comparison): number => groups.reduce((sum, { changes }) => sum + changes.length, more);

const longest = 250;

/** As few patterns as name these addresses and nothing else: those that differ in their last word share one. */
export function patterns_of(addresses: readonly string[]): string[] {
  const by_parent = new Map<string, string[]>();
  for (const address of addresses) {
    const cut = address.lastIndexOf('/');
    const parent = address.slice(0, cut);
    by_parent.set(parent, [...(by_parent.get(parent) ?? []), address.slice(cut + 1)]);
  }
  const patterns: string[] = [];
  for (const [parent, words] of by_parent) {
    let inside: string[] = [];
    const close = (): void => {
      if (inside.length > 0) patterns.push(`${parent}/${inside.length === 1 ? inside[0] : `{${inside.join(',')}}`}`);
      inside = [];
    };
    for (const word of words) {
      if (parent.length + [...inside, word].join(',').length + 3 > longest) close();
      inside.push(word);
    }
    close();
  }
  return patterns;
}

/** What one question may name at once. */
export const most_patterns = 64;
export const in_bites = (patterns: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(patterns.length / most_patterns) }, (_, k) => patterns.slice(k * most_patterns, (k + 1) * most_patterns).join(' '));

/** A text in pieces that end with a line, so that no sign is cut in two. */
export function pieces_of(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length || pieces.length === 0; ) {
    const line = text.lastIndexOf('\n', from + most - 1);
    const to = text.length - from <= most ? text.length : line >= from ? line + 1 : from + most;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
