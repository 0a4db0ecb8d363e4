// The performer's own EQ as it stands: the bus's bands by the three words, and what else is in the curve.

import { at } from '../desk/addresses';
import { exists, live } from '../desk/live.svelte';
import { bus, type Band } from '../desk/strips';
import { mix } from './mix.svelte';
import { bands_of_tones, has_gain, tones, type BandFact, type Tone } from './tones';

export interface MyTone extends Tone {
  readonly band: Band;
}

const fact = (band: Band): BandFact => ({ on: live(band.on), type: live(band.type), frequency: live(band.frequency) });

class MySound {
  readonly on = $derived(at.bus(Math.max(1, mix.b), 'eq/on'));
  readonly strip = $derived(bus(Math.max(1, mix.b)));
  private readonly bands = $derived(this.strip.eq?.bands ?? []);
  /** Has the desk said all of it? A default would be a lie about the engineer's work. */
  readonly known = $derived(mix.b > 0 && [this.on, ...this.bands.flatMap(({ on, type, frequency, gain, q }) => [on, type, frequency, gain, q])].every(exists));

  private readonly places = $derived(bands_of_tones(this.bands.map(fact)));
  /** Those of the three words that have a band. */
  readonly mine = $derived<readonly MyTone[]>(tones.flatMap((tone, k) => {
    const band = this.bands[this.places[k]!];
    return band ? [{ ...tone, band }] : [];
  }));
  readonly missing = $derived(tones.filter((_, k) => this.places[k]! < 0).map(({ word }) => word));
  /** Does a band bend the curve that none of the three moves? */
  readonly shaped = $derived(this.bands.some((band, k) => !this.places.includes(k) && live(band.on) && (!has_gain(fact(band)) || live(band.gain) !== 0)));

  /** The word for a band of the desk, counted from one. */
  word(band: number): string | undefined {
    return tones[this.places.indexOf(band - 1)]?.word;
  }
}

export const sound = new MySound();
