// What a finger on a fader means, without any page around it.
//
// The first eight pixels decide: upright is the fader, sideways the bank, and what began as a scroll never moves a
// fader. From the moment of the decision the cap goes with the finger one to one; nothing jumps to the finger.
// Fine is a tenth of that, with the key held or latched, or while the finger is far aside.

export const slack = 8;
const aside = 96;

export type Direction = 'undecided' | 'up' | 'side';

/** Which way a finger went, the same answer for everyone who watches that finger. */
export function direction(dx: number, dy: number): Direction {
  const x = Math.abs(dx);
  const y = Math.abs(dy);
  if (Math.max(x, y) < slack) return 'undecided';
  return y >= x ? 'up' : 'side';
}

export class FaderDrag {
  phase: 'undecided' | 'fader' | 'scroll' | 'rest' = 'undecided';
  fine = false;
  /** Where the finger has brought the fader, on its law; it may run past the ends and come back with the finger. */
  private at: number;
  private last_y: number;

  /** `travel` is how many pixels the whole law takes, `share` what of a move is left of it in fine mode. */
  constructor(private readonly x: number, private readonly y: number, readonly start: number, private readonly travel: number, private readonly share = 0.1) {
    this.at = start;
    this.last_y = y;
  }

  /** The finger moved; answers the new position while this is a fader's drag. */
  move(x: number, y: number, fine: boolean): number | undefined {
    if (this.phase === 'undecided') {
      const way = direction(x - this.x, y - this.y);
      if (way === 'undecided') return undefined;
      this.phase = way === 'up' ? 'fader' : 'scroll';
      this.last_y = y;
    }
    if (this.phase !== 'fader') return undefined;
    this.fine = fine || Math.abs(x - this.x) > aside;
    this.at += ((this.last_y - y) / this.travel) * (this.fine ? this.share : 1);
    this.last_y = y;
    return Math.min(1, Math.max(0, this.at));
  }

  /** The desk stored something else: go on from there. */
  rebase(position: number): void {
    this.at = position;
  }
}

const tap_time = 350;
const between_taps = 320;
const tap_reach = 28;

/** Two quick taps at one place. Drags and long presses are no taps. */
export class Taps {
  private last = -Infinity;
  private x = 0;
  private y = 0;

  /** A finger left where it came down; true if that makes a double tap. */
  tap(x: number, y: number, down: number, up: number): boolean {
    if (up - down > tap_time) {
      this.last = -Infinity;
      return false;
    }
    const double = down - this.last < between_taps && Math.hypot(x - this.x, y - this.y) < tap_reach;
    this.last = double ? -Infinity : up;
    this.x = x;
    this.y = y;
    return double;
  }
}

/** A double tap sets 0 dB only where that is no leap: from above −20 dB, or in fine mode. */
export const may_jump_to_zero = (db: number, fine: boolean): boolean => fine || db > -20;
