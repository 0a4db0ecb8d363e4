// The layers of who is at this device, kept by the browser, apart for each desk and person.

import { overall } from '../desk/live.svelte';
import { strip_of, type Strip } from '../desk/strips';
import { me } from '../people/me.svelte';
import { layers_of, place_of, type OwnLayer } from './own';

class Mine {
  private written = $state(0);
  /** Where the browser keeps nothing, they last as long as the page. */
  private readonly memory = new Map<string, string>();

  readonly all: readonly OwnLayer[] = $derived.by(() => {
    void this.written;
    return layers_of(this.read(place_of(location.host, me.name)));
  });

  constructor() {
    // Another window of the same browser.
    addEventListener('storage', () => this.written++);
  }

  find(id: string): OwnLayer | undefined {
    return this.all.find((each) => each.id === id);
  }

  set(all: readonly OwnLayer[]): void {
    const place = place_of(location.host, me.name);
    const text = JSON.stringify(all);
    this.memory.set(place, text);
    try {
      localStorage.setItem(place, text);
    } catch {
      // Kept in the page alone.
    }
    this.written++;
  }

  private read(place: string): string | null {
    try {
      return localStorage.getItem(place) ?? this.memory.get(place) ?? null;
    } catch {
      return this.memory.get(place) ?? null;
    }
  }
}

export const mine = new Mine();

/** Its strips that this desk has. */
export const strips_in = (layer: OwnLayer): Strip[] => layer.strips.map(strip_of).filter(({ kind, n }) => kind === 'main' || n <= overall.counts[kind]);
