// What the desk numbers, and whose parts come one by one: people, scenes, connections. Each list is made anew at most
// once for all that comes at one time.

import { desk } from './here';
import type { Value } from './store';

export type Parts = Record<string, Value>;
export type PartsByNumber = ReadonlyMap<number, Parts>;

export class Listed<Thing> {
  all = $state.raw<readonly Thing[]>([]);
  private readonly known = new Map<number, Parts>();
  private asked = false;

  /** `word` finds the number and the part in an address; `list` makes the things of what is known. */
  constructor(private readonly word: RegExp, private readonly list: (known: PartsByNumber) => readonly Thing[]) {
    // Values may have come before this part of the page was fetched.
    for (const [address, { value }] of desk.store.entries()) this.heard(address, value);
    desk.store.observe((address, value) => this.heard(address, value));
  }

  private heard(address: string, value: Value | undefined): void {
    const found = this.word.exec(address);
    if (!found) return;
    const number = Number(found[1]);
    const parts = this.known.get(number) ?? {};
    this.known.set(number, parts);
    if (value === undefined) delete parts[found[2]!];
    else parts[found[2]!] = value;
    if (this.asked) return;
    this.asked = true;
    queueMicrotask(() => {
      this.asked = false;
      this.all = this.list(this.known);
    });
  }
}
