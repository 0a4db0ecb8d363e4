// Loudness of one strip while somebody looks: the newest figures, and their last minutes as they were heard. The desk
// measures only strips that are looked at, so each look is counted and the last one ends it.

import { desk, feed } from '../desk/here';
import { silence } from '../meters/feed';
import { fixed, minus_infinity } from '../desk/words';

export interface Figures {
  momentary: number;
  short: number;
  integrated: number;
  range: number;
  peak_left: number;
  peak_right: number;
}

export const nothing: Figures = { momentary: silence, short: silence, integrated: silence, range: 0, peak_left: silence, peak_right: silence };

/** As loudness is read: one decimal, nothing below −70 (the gate of R 128). */
export const lufs = (value: number): string => (value < -70 ? minus_infinity : fixed(value, 1));
export const peak_word = (value: number): string => (value <= -120 ? minus_infinity : value > 0 ? `+${fixed(value, 1)}` : fixed(value, 1));

/** Figures of a ring of short-term values, one for each step of time, oldest first. */
export class History {
  readonly values: Float32Array;
  private count = 0;
  private next = 0;

  constructor(readonly size: number) {
    this.values = new Float32Array(size).fill(silence);
  }

  put(value: number): void {
    this.values[this.next] = value;
    this.next = (this.next + 1) % this.size;
    this.count = Math.min(this.size, this.count + 1);
  }

  /** The value `back` steps ago; silence before the beginning. */
  back(steps: number): number {
    return steps >= this.count ? silence : this.values[(this.next - 1 - steps + 2 * this.size) % this.size]!;
  }

  clear(): void {
    this.count = 0;
  }
}

export const step = 500;
const rate = 10;
const histories = new Map<string, History>();

/** What has been heard of a strip since the page looks: stays while the page does. */
export function history_of(address: string): History {
  let history = histories.get(address);
  if (!history) histories.set(address, (history = new History(240)));
  return history;
}

class Looking {
  figures = $state.raw<Figures>(nothing);
  private count = 0;
  private end: (() => void) | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private heard = 0;
  private stepped = 0;

  constructor(private readonly address: string) {}

  begin(): () => void {
    if (this.count++ === 0) {
      this.heard = this.stepped = 0;
      this.end = desk.link.want_meters(`loudness:${this.address}`, rate);
      this.clock = setInterval(() => this.tick(), 1000 / rate);
    }
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      if (--this.count > 0) return;
      clearInterval(this.clock);
      this.end?.();
      this.figures = nothing;
    };
  }

  private tick(): void {
    const { values, heard } = feed.of(`loudness:${this.address}`);
    const now = performance.now();
    if (values.length < 6 || now - heard > 1500) {
      if (this.figures !== nothing) this.figures = nothing;
      return;
    }
    if (heard === this.heard) return;
    this.heard = heard;
    this.figures = { momentary: values[0]!, short: values[1]!, integrated: values[2]!, range: values[3]!, peak_left: values[4]!, peak_right: values[5]! };
    if (this.stepped && now - this.stepped < step - 20) return;
    this.stepped = now;
    history_of(this.address).put(this.figures.short);
  }
}

const looks = new Map<string, Looking>();

export function loudness_of(address: string): Looking {
  let look = looks.get(address);
  if (!look) looks.set(address, (look = new Looking(address)));
  return look;
}
