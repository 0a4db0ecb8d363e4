// What the EQ does to a tone, in dB: the same filters as the desk's, so that the curve on the page is the sound.
// Bells, shelves, cuts and notch with A = 10^(gain/40) and Q as set, by bilinear transform, pre-warped at their
// frequency; the low cut is a Butterworth of 2nd, 3rd or 4th order.

export interface BandValues {
  on: boolean;
  type: string;
  frequency: number;
  gain: number;
  q: number;
  /** Which of the bands it is: a crossover cuts what is low in the first three, what is high in the others. */
  number?: number;
}

export interface LowCutValues {
  on: boolean;
  frequency: number;
  slope: number;
}

/** b0 b1 b2 a0 a1 a2 */
type Biquad = readonly [number, number, number, number, number, number];

export const hears = { from: 20, to: 20_000 };

export const frequency_at = (x: number): number => hears.from * (hears.to / hears.from) ** x;
export const place_of = (f: number): number => Math.log(f / hears.from) / Math.log(hears.to / hears.from);

function biquad({ type, frequency, gain, q }: BandValues, rate: number): Biquad {
  const w = (2 * Math.PI * Math.min(frequency, rate * 0.499)) / rate;
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * q);
  const a = 10 ** (gain / 40);
  const root = 2 * Math.sqrt(a) * alpha;
  switch (type) {
    case 'low_shelf':
      return [
        a * (a + 1 - (a - 1) * cos + root), 2 * a * (a - 1 - (a + 1) * cos), a * (a + 1 - (a - 1) * cos - root),
        a + 1 + (a - 1) * cos + root, -2 * (a - 1 + (a + 1) * cos), a + 1 + (a - 1) * cos - root,
      ];
    case 'high_shelf':
      return [
        a * (a + 1 + (a - 1) * cos + root), -2 * a * (a - 1 + (a + 1) * cos), a * (a + 1 + (a - 1) * cos - root),
        a + 1 - (a - 1) * cos + root, 2 * (a - 1 - (a + 1) * cos), a + 1 - (a - 1) * cos - root,
      ];
    case 'low_cut': return [(1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha];
    case 'high_cut': return [(1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha];
    case 'notch': return [1, -2 * cos, 1, 1 + alpha, -2 * cos, 1 - alpha];
    default: return [1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a];
  }
}

function power([b0, b1, b2, a0, a1, a2]: Biquad, f: number, rate: number): number {
  const cos = Math.cos((2 * Math.PI * f) / rate);
  const cos2 = 2 * cos * cos - 1;
  const above = b0 * b0 + b1 * b1 + b2 * b2 + 2 * (b0 * b1 + b1 * b2) * cos + 2 * b0 * b2 * cos2;
  const below = a0 * a0 + a1 * a1 + a2 * a2 + 2 * (a0 * a1 + a1 * a2) * cos + 2 * a0 * a2 * cos2;
  return above / below;
}

const floor = 1e-12;

/** Crossovers as Butterworths: of which order, and how many in a row (Linkwitz-Riley are two). */
const crossovers: Readonly<Record<string, readonly [number, number]>> = { lr12: [1, 2], lr24: [2, 2], bu12: [2, 1], bu24: [4, 1] };

/** What a band is drawn as. */
export function shape_of(type: string, number: number): string {
  return type in crossovers ? (number <= 3 ? 'low_cut' : 'high_cut') : type;
}

function add_crossover(curve: Float64Array, frequencies: Float64Array, band: BandValues, rate: number): void {
  const [order, times] = crossovers[band.type]!;
  const warp = (f: number): number => Math.tan((Math.PI * Math.min(f, rate * 0.499)) / rate);
  const corner = warp(band.frequency);
  const low = shape_of(band.type, band.number ?? 1) === 'low_cut';
  for (let k = 0; k < curve.length; k++) {
    const ratio = low ? corner / warp(frequencies[k]!) : warp(frequencies[k]!) / corner;
    curve[k]! -= 10 * times * Math.log10(1 + ratio ** (2 * order));
  }
}

/** Adds a band to a curve in dB over `frequencies`. */
export function add_band(curve: Float64Array, frequencies: Float64Array, band: BandValues, rate: number): void {
  if (!band.on) return;
  if (band.type in crossovers) return add_crossover(curve, frequencies, band, rate);
  const filter = biquad(band, rate);
  for (let k = 0; k < curve.length; k++) curve[k]! += 10 * Math.log10(Math.max(floor, power(filter, frequencies[k]!, rate)));
}

/** A Butterworth of order n falls as 1 / (1 + (fc/f)^2n), with both frequencies warped as the bilinear transform does. */
export function add_low_cut(curve: Float64Array, frequencies: Float64Array, cut: LowCutValues, rate: number): void {
  if (!cut.on) return;
  const order = Math.round(cut.slope / 6);
  const corner = Math.tan((Math.PI * Math.min(cut.frequency, rate * 0.499)) / rate);
  for (let k = 0; k < curve.length; k++) {
    const ratio = corner / Math.tan((Math.PI * Math.min(frequencies[k]!, rate * 0.4999)) / rate);
    curve[k]! -= 10 * Math.log10(1 + ratio ** (2 * order));
  }
}

const grids = new Map<number, Float64Array>();

/** n frequencies spread evenly to the ear. */
export function frequencies(n: number): Float64Array {
  let grid = grids.get(n);
  if (!grid) grids.set(n, (grid = Float64Array.from({ length: n }, (_, k) => frequency_at(k / (n - 1)))));
  return grid;
}

/** An SVG path of a curve: `span` dB up and down over a box. */
export function path_of(curve: Float64Array, width: number, height: number, span: number): string {
  let path = '';
  for (let k = 0; k < curve.length; k++) {
    const x = (k / (curve.length - 1)) * width;
    const db = Math.max(-span * 2.5, Math.min(span * 2.5, curve[k]!));
    path += `${k ? 'L' : 'M'}${x.toFixed(1)} ${(height / 2 - (db / span) * (height / 2)).toFixed(1)}`;
  }
  return path;
}
