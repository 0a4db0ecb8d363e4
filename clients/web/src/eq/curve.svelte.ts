// A strip's EQ as it stands now, for whoever draws it.

import { at } from '../desk/addresses';
import { live } from '../desk/live.svelte';
import type { Band, Strip } from '../desk/strips';
import { add_band, add_low_cut, frequencies, type BandValues } from './response';

export const sample_rate = (): number => live(at.session('engine/rate')) || 48_000;

export const band_values = (band: Band, number = 1): BandValues => ({
  number, on: live(band.on), type: live(band.type), frequency: live(band.frequency), gain: live(band.gain), q: live(band.q),
});

/** The whole curve in dB at n places, with low cut, or of one band alone. */
export function curve_of(strip: Strip, n: number, only?: Band): Float64Array {
  const curve = new Float64Array(n);
  const grid = frequencies(n);
  const rate = sample_rate();
  if (only) add_band(curve, grid, { ...band_values(only, (strip.eq?.bands.indexOf(only) ?? 0) + 1), on: true }, rate);
  else {
    if (strip.low_cut) {
      const { on, frequency, slope } = strip.low_cut;
      add_low_cut(curve, grid, { on: live(on), frequency: live(frequency), slope: live(slope) }, rate);
    }
    if (strip.eq && live(strip.eq.on)) strip.eq.bands.forEach((band, k) => add_band(curve, grid, band_values(band, k + 1), rate));
  }
  return curve;
}
