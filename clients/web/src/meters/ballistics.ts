// How a meter moves: it jumps up and falls slowly, its peak stays a while, and both lie on the fader's own law, so
// that the ticks beside the cap serve the meter too.

import { fader_position } from '../desk/laws';
import { silence } from './feed';

/** dB per second, and how long a peak stays. */
export const motion = { fall: 26, peak_fall: 20, peak_hold: 1500, recover: 40 };

/** −18 and −6 dBFS: where a level turns from low to mid to hot. */
export const zones = { mid: -18, hot: -6 };

const entries = 1024;
const lowest = -102.3;
const table = new Float32Array(entries);
// Full scale stands at the top, ten below it where the fader has 0 dB.
for (let k = 0; k < entries; k++) table[k] = Math.min(1, fader_position(lowest + k / 10 + 10));

/** dBFS to a share of the meter's height. */
export function height_of(db: number): number {
  const k = ((db - lowest) * 10 + 0.5) | 0;
  return k <= 0 || db < lowest ? 0 : table[k < entries ? k : entries - 1]!;
}

/** Levels of many columns at once, in flat arrays. */
export class Ballistics {
  readonly level: Float32Array;
  readonly peak: Float32Array;
  private readonly held_until: Float64Array;

  constructor(size: number) {
    this.level = new Float32Array(size).fill(silence);
    this.peak = new Float32Array(size).fill(silence);
    this.held_until = new Float64Array(size);
  }

  /** Moves column k on by `seconds` towards what was heard. */
  step(k: number, heard: number, now: number, seconds: number): void {
    const level = Math.max(heard, this.level[k]! - motion.fall * seconds, silence);
    this.level[k] = level;
    if (level >= this.peak[k]!) {
      this.peak[k] = level;
      this.held_until[k] = now + motion.peak_hold;
    } else if (now > this.held_until[k]!) {
      this.peak[k] = Math.max(level, this.peak[k]! - motion.peak_fall * seconds);
    }
  }

  /** Reduction goes down at once and comes back at its own pace; it has no peak. */
  step_reduction(k: number, heard: number, seconds: number): void {
    const before = this.level[k]! === silence ? 0 : this.level[k]!;
    this.level[k] = Math.min(heard, before + motion.recover * seconds, 0);
  }

  reset(k: number): void {
    this.level[k] = silence;
    this.peak[k] = silence;
    this.held_until[k] = 0;
  }
}
