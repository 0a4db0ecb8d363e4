// What the four columns of an effect show: what goes into it, left and right, and what comes of it, wherever it sits.
// In an insert its own record has both. On a bus that record is its return's, so what goes in is what that bus plays.

import type { Aim } from '../meters/canvas';

export interface Seat {
  /** It is in a strip's insert, through which the strip's sound goes, or not. */
  readonly insert?: { readonly on: boolean } | undefined;
  /** The bus that feeds it. */
  readonly bus?: number | undefined;
  /** Its return is. */
  readonly muted: boolean;
}

/** In grey: what comes of it, but is not heard. */
export function levels_of(n: number, { insert, bus, muted }: Seat): readonly (Aim | undefined)[] {
  const own = (value: number, grey = false): Aim => ({ bank: 'fx', n, value, grey });
  if (insert) return [own(0), own(1), own(4, !insert.on), own(5, !insert.on)];
  const fed = (value: number): Aim | undefined => (bus === undefined ? undefined : { bank: 'buses', n: bus, value, grey: false });
  return [fed(4), fed(5), own(4, muted), own(5, muted)];
}
