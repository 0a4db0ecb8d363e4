// Two points of history to go back and forth between. B is now, until another one is chosen; "now" is where the desk
// stood when A was first listened to.

import { desk } from '../desk/here';
import { book } from './book.svelte';

export type Side = 'a' | 'b';

class Ab {
  a = $state<{ revision: number; time: number }>();
  b = $state<{ revision: number; time: number }>();
  hears = $state<Side>();

  set(side: Side, at: { revision: number; time: number }): void {
    const { revision, time } = at;
    this[side] = { revision, time };
    this.hears = undefined;
  }
  clear(): void {
    this.a = this.b = this.hears = undefined;
  }
  hear(side: Side): void {
    // Hearing A changes the desk: what it was until then must be known by a number of its own.
    if (this.b === undefined) this.b = { revision: Number(desk.store.get('/session/revision') ?? 0), time: Date.now() };
    const at = this[side];
    if (!at) return;
    this.hears = side;
    book.restore(at.revision);
  }
}

export const ab = new Ab();
