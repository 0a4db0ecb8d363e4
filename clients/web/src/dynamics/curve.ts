// What gate and compressor do to a steady level, in dB: the same formulas as the desk's, so that the line on the page
// is what is heard once attack and release are over. Levels are those of the key behind its filter.

export interface GateValues {
  /** gate, expander or ducker */
  mode: string;
  threshold: number;
  range: number;
  ratio: number;
  hysteresis: number;
}

export interface CompressorValues {
  threshold: number;
  ratio: number;
  knee: number;
  makeup: number;
  mix: number;
}

/** From this ratio on nothing rises above the threshold. */
export const limiting = 100;

/** How much a gate lowers a key of this level, 0 or negative; `open`: it has been open, and closes later. */
export function gate_gain(gate: GateValues, level: number, open = false): number {
  const { mode, threshold, range, ratio, hysteresis } = gate;
  if (mode === 'expander') return -Math.min(range, Math.max(0, (threshold - level) * (ratio - 1)));
  const over = level >= threshold - (open ? hysteresis : 0);
  return (mode === 'ducker') === over ? -range : 0;
}

/** The reduction alone, without makeup and mix: 0 or negative. Within the knee a parabola joins both lines. */
export function reduction(comp: CompressorValues, level: number): number {
  const slope = comp.ratio >= limiting ? 1 : 1 - 1 / comp.ratio;
  const over = level - comp.threshold;
  const half = comp.knee / 2;
  const bent = Math.min(comp.knee, Math.max(0, over + half));
  const parabola = comp.knee > 0 ? (bent * bent) / (2 * comp.knee) : 0;
  const amount = slope * (parabola + Math.max(0, over - half));
  return amount > 0 ? -amount : 0;
}

/** All that a compressor does: the mix brings some of the sound back as it came. */
export function compressor_gain(comp: CompressorValues, level: number): number {
  return mixed(comp, reduction(comp, level));
}

/** A reduction with makeup and mix. */
export function mixed({ makeup, mix }: Pick<CompressorValues, 'makeup' | 'mix'>, reduced: number): number {
  return 20 * Math.log10(Math.max(1e-6, 1 + mix * (10 ** ((reduced + makeup) / 20) - 1)));
}

/** The square that a curve is drawn in: as many dB to the right as up. */
export interface Frame {
  from: number;
  to: number;
}

/** An SVG path of level + gain(level) over a box, with steps drawn upright. */
export function path_of(gain: (level: number) => number, { from, to }: Frame, width: number, height: number): string {
  const points = 145;
  const span = to - from;
  let path = '';
  let last: number | undefined;
  for (let k = 0; k < points; k++) {
    const level = from + (k / (points - 1)) * span;
    const out = level + gain(level);
    // A jump lies between two points: it is looked for, so that the line stands where the threshold is.
    if (last !== undefined && Math.abs(out - last) > 3) {
      const edge = edge_of(gain, level - span / (points - 1), level);
      for (const side of [edge - 1e-6, edge]) path += point(edge, side + gain(side));
    }
    path += point(level, out);
    last = out;
  }
  return path;

  function point(level: number, out: number): string {
    const x = ((level - from) / span) * width;
    const y = height - ((Math.max(from - span / 2, Math.min(to + span / 2, out)) - from) / span) * height;
    return `${path ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
  }
}

function edge_of(gain: (level: number) => number, a: number, b: number): number {
  const below = gain(a);
  for (let k = 0; k < 24; k++) {
    const middle = (a + b) / 2;
    if (Math.abs(gain(middle) - below) > 1) b = middle;
    else a = middle;
  }
  return b;
}
