// One touch listens to a cue as its performer hears it: the bus is soloed behind its fader and limiter (AFL) on my own
// monitor, and nothing else is. Ending it, or going where cues are no matter, puts the monitor back as it was.

import { at } from '../desk/addresses';
import { desk, my_monitor } from '../desk/here';
import { overall } from '../desk/live.svelte';
import { strip_of } from '../desk/strips';
import { page } from '../pages/page.svelte';

interface Before {
  readonly mode: string;
  readonly soloed: readonly string[];
}

/** What must be pressed to go from these solos to those, in this order: first off, then on. */
export function way(from: readonly string[], to: readonly string[]): { off: string[]; on: string[] } {
  return { off: from.filter((id) => !to.includes(id)), on: to.filter((id) => !from.includes(id)) };
}

class Listen {
  /** The cue that was asked for; whether it is heard is the desk's word. */
  private bus = $state(0);
  private before: Before | undefined;
  /** The cue that is heard; 0 is none. */
  readonly to = $derived(this.bus > 0 && overall.soloed.includes(`bus/${this.bus}`) ? this.bus : 0);

  constructor() {
    $effect.root(() => {
      // Elsewhere one listens to something else; the sends of that very cue are not elsewhere.
      $effect(() => {
        const here = page.view === 'cues' || (page.view === 'mix' && page.sends === this.bus);
        if (this.bus > 0 && !here) this.stop();
      });
      // Somebody ended the solo by its own key.
      $effect(() => {
        if (this.bus > 0 && !overall.soloed.includes(`bus/${this.bus}`)) this.restore([]);
      });
    });
  }

  toggle(b: number): void {
    if (this.to === b) this.stop();
    else this.start(b);
  }

  private start(b: number): void {
    if (!desk.live) return;
    const mode = at.monitor(my_monitor, 'mode');
    this.before ??= { mode: desk.get(mode), soloed: overall.soloed };
    if (desk.get(mode) !== 'afl') desk.set(mode, 'afl');
    this.solo([`bus/${b}`]);
    this.bus = b;
  }

  stop(): void {
    if (this.before) this.restore(this.before.soloed);
  }

  private restore(soloed: readonly string[]): void {
    const { before } = this;
    this.before = undefined;
    this.bus = 0;
    if (!before || !desk.live) return;
    this.solo(soloed);
    const mode = at.monitor(my_monitor, 'mode');
    if (desk.get(mode) !== before.mode) desk.set(mode, before.mode);
  }

  private solo(wanted: readonly string[]): void {
    const { off, on } = way(overall.soloed, wanted);
    for (const [ids, value] of [[off, false], [on, true]] as const) {
      for (const id of ids) {
        const { solo } = strip_of(id);
        if (solo) desk.set(solo, value);
      }
    }
  }
}

export const listen = new Listen();
