// The presets that the desk has: the library that comes with it, up to 100, then the studio's own.

import { desk } from '../desk/here';

export interface Preset {
  readonly id: number;
  readonly name: string;
  readonly parts: string;
}

export const first_own = 101;
const pattern = /^\/preset\/(\d+)\/(name|parts)$/;

class Library {
  private readonly known = new Map<number, { name: string; parts: string }>();
  /** In the order of their numbers. */
  all = $state.raw<readonly Preset[]>([]);
  private asked = false;

  constructor() {
    desk.store.observe((address, value) => {
      const found = pattern.exec(address);
      if (!found) return;
      const id = Number(found[1]);
      const preset = this.known.get(id) ?? { name: '', parts: '' };
      this.known.set(id, { ...preset, [found[2]!]: String(value ?? '') });
      if (this.asked) return;
      // A library comes in hundreds of words; it is listed once.
      this.asked = true;
      queueMicrotask(() => this.list());
    });
  }

  private list(): void {
    this.asked = false;
    this.all = [...this.known].filter(([, { name }]) => name !== '').map(([id, preset]) => ({ id, ...preset })).sort((a, b) => a.id - b.id);
  }
}

export const library = new Library();
