// The engineer's hand in my mix, said for three seconds: whose it is, what, and where to. A later one takes the
// place of the one before; what this page did itself is no news.

import { desk } from '../desk/here';
import { overall } from '../desk/live.svelte';
import type { Value } from '../desk/store';
import { strip_of } from '../desk/strips';
import { name_of } from '../pages/names.svelte';
import { me } from '../people/me.svelte';
import { mix } from './mix.svelte';
import { news } from './news';
import { shelf } from './shelf.svelte';
import { sound } from './tone.svelte';

export const stays = 3000;
/** A recall or an undo of our own moves many values, over a second. */
const own_fade = 2500;
/** A level that we set can still rise to where we set it. */
const own_rise = 3000;

export interface Said {
  readonly id: number;
  readonly who: string;
  readonly text: string;
}

class Announcements {
  said = $state.raw<Said>();
  private next = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  attend(): () => void {
    const end = desk.on_moved((address, value) => this.heard(address, value));
    return () => {
      end();
      clearTimeout(this.timer);
      this.said = undefined;
    };
  }

  private heard(address: string, value: Value): void {
    const now = performance.now();
    if (now - shelf.moved_at < own_fade || now - desk.set_at(address) < own_rise) return;
    const holder = overall.hands[address];
    if (holder !== undefined && holder === me.name) return;
    const text = news(mix.b, address, value, {
      strip: (id) => {
        const strip = mix.shown.find((shown) => shown.id === id);
        return strip && name_of(strip_of(id));
      },
      family: (k) => mix.families.find((family) => family.k === k)?.word,
      tone: (band) => sound.word(band),
    });
    if (text === undefined) return;
    const who = holder || mix.engineer || 'Engineer';
    // The same hand on the same thing goes on in the same announcement.
    this.said = { id: this.said?.who === who ? this.said.id : ++this.next, who, text };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said = undefined), stays);
  }
}

export const announcements = new Announcements();
