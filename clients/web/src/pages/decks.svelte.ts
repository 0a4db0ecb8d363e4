// Below the EQ of a strip lie its other cards, some at a time: dynamics, what is ahead and around, and groups. The
// path above is the way to each; what was looked at stays from strip to strip.

import { has } from '../desk/addresses';
import type { Strip } from '../desk/strips';

export type Deck = 'dynamics' | 'input' | 'groups';

class Decks {
  chosen = $state<Deck>('dynamics');
}
export const decks = new Decks();

export function decks_of(strip: Strip): Deck[] {
  const all: Deck[] = [];
  if (has(strip, 'comp/on')) all.push('dynamics');
  if (has(strip, 'insert/on')) all.push('input');
  if (strip.dca) all.push('groups');
  return all;
}

/** The deck that is seen: the chosen one, or what this strip has. */
export function deck_of(strip: Strip): Deck | undefined {
  const all = decks_of(strip);
  return all.includes(decks.chosen) ? decks.chosen : all[0];
}
