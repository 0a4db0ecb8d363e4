// The bars of the bridge in one canvas. Where they stand comes from the layout, so nothing is measured; a frame
// repaints the bars that moved by a pixel and nothing else.

import { feed } from '../desk/here';
import { Ballistics, height_of, zones } from '../meters/ballistics';
import { silence, type Bank } from '../meters/feed';

export interface Bar {
  readonly bank: Bank;
  readonly n: number;
  readonly value: number;
  readonly grey: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A bank that was not heard for so long shows nothing rather than its last word. */
const stale = 600;
const lamp = 6;

export class BridgeCanvas {
  private readonly context: CanvasRenderingContext2D;
  private bars: readonly Bar[] = [];
  private ballistics = new Ballistics(0);
  /** What was drawn last of each bar: level, peak, clips. */
  private drawn = new Int32Array(0);
  private key = '';
  private ratio = 1;
  private last = 0;
  private running: number;
  private colors: Record<'well' | 'low' | 'mid' | 'hot' | 'peak' | 'grey' | 'grey_peak' | 'clip', string> | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d', { desynchronized: true })!;
    this.running = requestAnimationFrame((now) => this.frame(now));
  }

  stop(): void {
    cancelAnimationFrame(this.running);
  }

  /** Other bars, or the same at other places; levels go on where the same bars are shown. */
  show(bars: readonly Bar[], width: number, height: number): void {
    const key = bars.map(({ bank, n, value }) => `${bank}${n}.${value}`).join();
    this.bars = bars;
    if (key !== this.key) {
      this.key = key;
      this.ballistics = new Ballistics(bars.length);
    }
    this.ratio = Math.min(2, devicePixelRatio);
    this.canvas.width = Math.round(width * this.ratio);
    this.canvas.height = Math.round(height * this.ratio);
    this.drawn = new Int32Array(bars.length * 3).fill(-1);
  }

  repaint(): void {
    this.colors = undefined;
    this.drawn.fill(-1);
  }

  private frame(now: number): void {
    this.running = requestAnimationFrame((then) => this.frame(then));
    const seconds = Math.min(0.25, (now - this.last) / 1000);
    this.last = now;
    const paints = (this.colors ??= this.read_colors());
    const { drawn, ballistics } = this;
    for (let k = 0; k < this.bars.length; k++) {
      const bar = this.bars[k]!;
      const levels = feed.banks[bar.bank];
      const known = now - levels.heard < stale && bar.n <= levels.strips;
      ballistics.step(k, known ? levels.values[(bar.n - 1) * levels.record + bar.value]! : silence, now, seconds);
      const height = Math.round(bar.height * this.ratio) - Math.round(lamp * this.ratio);
      const level = Math.round(height_of(ballistics.level[k]!) * height);
      const peak = Math.round(height_of(ballistics.peak[k]!) * height);
      const clips = bar.n <= levels.strips ? levels.clips[bar.n - 1]! : 0;
      if (drawn[k * 3] === level && drawn[k * 3 + 1] === peak && drawn[k * 3 + 2] === clips) continue;
      drawn[k * 3] = level;
      drawn[k * 3 + 1] = peak;
      drawn[k * 3 + 2] = clips;
      this.paint(bar, level, peak, clips, height, paints);
    }
  }

  private paint(bar: Bar, level: number, peak: number, clips: number, height: number, paints: NonNullable<typeof this.colors>): void {
    const { context: c, ratio } = this;
    const x = Math.round(bar.x * ratio);
    const y = Math.round(bar.y * ratio);
    const width = Math.round(bar.width * ratio);
    const top = Math.round(lamp * ratio);
    const foot = y + top + height;
    c.fillStyle = paints.well;
    c.fillRect(x, y, width, top + height);
    const mid = Math.round(height_of(zones.mid) * height);
    const hot = Math.round(height_of(zones.hot) * height);
    const part = (from: number, to: number, color: string): void => {
      if (level <= from) return;
      c.fillStyle = color;
      const high = Math.min(level, to);
      c.fillRect(x, foot - high, width, high - from);
    };
    if (bar.grey) part(0, height, paints.grey);
    else {
      part(0, mid, paints.low);
      part(mid, hot, paints.mid);
      part(hot, height, paints.hot);
    }
    const thick = Math.round(3 * ratio);
    if (peak > thick) {
      c.fillStyle = bar.grey ? paints.grey_peak : paints.peak;
      c.fillRect(x, foot - peak, width, thick);
    }
    if (clips > 0) {
      c.fillStyle = paints.clip;
      c.fillRect(x, y, width, top);
    }
  }

  private read_colors(): NonNullable<typeof this.colors> {
    const style = getComputedStyle(this.canvas);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    return {
      well: color('--well'), low: color('--lvl-low'), mid: color('--lvl-mid'), hot: color('--lvl-hot'), peak: color('--lvl-peak'),
      grey: color('--line-2'), grey_peak: color('--line-3'), clip: color('--alarm'),
    };
  }
}
