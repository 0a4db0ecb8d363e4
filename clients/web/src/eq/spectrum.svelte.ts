// Whether the spectrum is seen behind the EQ; belongs to the device in hand.

import type { Strip } from '../desk/strips';

class Spectrum {
  on = $state(localStorage.getItem('spectrum') !== 'off');

  toggle(): void {
    this.on = !this.on;
    localStorage.setItem('spectrum', this.on ? 'on' : 'off');
  }
}
export const spectrum = new Spectrum();

/** The desk measures channels, buses, matrices and main. */
export const has_spectrum = (strip: Strip): boolean => ['channel', 'bus', 'matrix', 'main'].includes(strip.kind);
