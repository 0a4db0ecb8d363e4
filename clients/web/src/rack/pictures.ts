// What an effect does, as lines in a box of one by one: x to the right, y down. Pure numbers; who draws them scales
// them. They follow the definitions of the settings, not the inside of the processors.

export type Point = readonly [number, number];

/** An SVG path through points, in a box of so many units. */
export const path_of = (points: readonly Point[], width: number, height: number): string =>
  points.map(([x, y], k) => `${k ? 'L' : 'M'}${(x * width).toFixed(1)} ${(y * height).toFixed(1)}`).join('');

export interface Decay {
  /** Seconds from left to right. */
  span: number;
  middle: Point[];
  low: Point[];
  high: Point[];
}

const spans = [0.5, 1, 2, 4, 8, 16, 32];

/** A reverb dies away in straight lines of dB: the middle by 60 dB in its decay time, low and high in their share of it. */
export function decay(time: number, predelay: number, low: number, high: number): Decay {
  const begin = predelay / 1000;
  const longest = begin + time * Math.max(1, low);
  const span = spans.find((each) => each >= longest) ?? longest;
  const line = (ratio: number): Point[] => {
    const end = begin + time * ratio;
    // What dies after the right edge is cut off there.
    const at_edge = Math.min(1, (span - begin) / (time * ratio));
    return [[begin / span, 0], [Math.min(1, end / span), at_edge]];
  };
  return { span, middle: line(1), low: line(low), high: line(high) };
}

export interface Echo {
  at: number;
  level: number;
  side: 0 | 1;
}

/** The echoes of a click on both sides: when (ms), how loud (dB), on which side. A crossed share changes sides each time. */
export function echoes(beat: number, left: number, right: number, feedback: number, cross: number, until: number): Echo[] {
  const all: Echo[] = [];
  const times = [beat * left, beat * right];
  const follow = (side: 0 | 1, at: number, gain: number): void => {
    if (at > until || gain < 10 ** (-48 / 20) || all.length > 160) return;
    all.push({ at, level: 20 * Math.log10(gain), side });
    const other = (1 - side) as 0 | 1;
    follow(side, at + times[side]!, gain * feedback * (1 - cross));
    follow(other, at + times[other]!, gain * feedback * cross);
  };
  follow(0, times[0]!, 1);
  follow(1, times[1]!, 1);
  return all;
}

/** To and fro over two periods, from 0 to 1; the other side is `apart` of a period late. */
export function sweep(apart: number, steps = 64): Point[] {
  return Array.from({ length: steps + 1 }, (_, k) => {
    const x = k / steps;
    return [x, 0.5 - 0.5 * Math.sin(2 * Math.PI * (2 * x - apart))] as const;
  });
}

/** What comes out of what goes in, from −1 to 1: a tangent, unevenly by the bias, full scale as high as it was. */
export function bend(drive_db: number, bias: number, mix: number, steps = 64): Point[] {
  const drive = 10 ** (drive_db / 20);
  const scale = 2 / (Math.tanh(drive + bias) + Math.tanh(drive - bias));
  return Array.from({ length: steps + 1 }, (_, k) => {
    const x = (k / steps) * 2 - 1;
    const bent = (Math.tanh(x * drive + bias) - Math.tanh(bias)) * scale;
    const y = x + mix * (bent - x);
    return [(x + 1) / 2, (1 - y) / 2] as const;
  });
}
