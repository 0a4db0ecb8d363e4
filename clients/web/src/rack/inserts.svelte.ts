// Which strip has which effect in its insert: an effect serves one place. Followed only while somebody looks, on
// every strip of the desk.

import { desk } from '../desk/here';

const sources = /^\/(.+)\/insert\/source$/;
const patterns = ['/channel/*/insert/{source,on}', '/bus/*/insert/{source,on}', '/matrix/*/insert/{source,on}', '/main/insert/{source,on}'];

class Inserts {
  /** "fx:2" → "channel/11". */
  places = $state.raw<ReadonlyMap<string, string>>(new Map());

  constructor() {
    for (const [address, { value }] of desk.store.entries()) this.changed(address, value);
    desk.store.observe((address, value) => this.changed(address, value));
  }

  /** The strip that an effect is inserted in. */
  of(n: number): string | undefined {
    return this.places.get(`fx:${n}`);
  }

  want(): () => void {
    return desk.want(...patterns);
  }

  private changed(address: string, value: unknown): void {
    const strip = sources.exec(address)?.[1];
    if (strip === undefined) return;
    const was = [...this.places].find(([, place]) => place === strip)?.[0];
    const now = typeof value === 'string' && value.startsWith('fx:') ? value : undefined;
    if (was === now) return;
    const places = new Map(this.places);
    if (was !== undefined) places.delete(was);
    if (now !== undefined) places.set(now, strip);
    this.places = places;
  }
}

export const inserts = new Inserts();
