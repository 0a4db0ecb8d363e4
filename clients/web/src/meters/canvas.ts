// All meters of a page in one canvas under the caps. Strips leave their columns empty and register them here; where
// they stand is measured at layout only. A frame clears and paints the columns that moved by a pixel: first all low
// parts, then all mid, hot, grey, peaks, reductions, so that the fill colour changes a handful of times a frame.

import { Ballistics, height_of, zones } from './ballistics';
import { feed } from '../desk/here';
import { silence, type Bank } from './feed';

/** What a column shows: value `value` of strip n in a bank. */
export interface Aim {
  bank: Bank;
  n: number;
  value: number;
  /** Muted: the input, in grey. */
  grey: boolean;
}

export interface Column {
  aim(aim: Aim | undefined): void;
  remove(): void;
}

const most = 160;
/** A bank that was not heard for so long shows nothing rather than its last word. */
const stale = 400;
/** dB over the height of a reduction column, unless its own scale says otherwise. */
const reduction_span = 20;

export class MeterCanvas {
  private readonly context: CanvasRenderingContext2D;
  private readonly free: number[] = [];
  private readonly elements: (HTMLElement | undefined)[] = new Array<HTMLElement | undefined>(most).fill(undefined);
  private readonly aims: (Aim | undefined)[] = new Array<Aim | undefined>(most).fill(undefined);
  /** dB over the height of a column that shows reduction; 0 where it shows a level. */
  private readonly reduction = new Uint8Array(most);
  /** x, y, width, height in device pixels; width 0 is not drawn. */
  private readonly rect = new Int32Array(most * 4);
  private readonly drawn = new Int32Array(most * 2);
  private readonly moved = new Uint16Array(most);
  private readonly ballistics = new Ballistics(most);
  private colors: Record<'low' | 'mid' | 'hot' | 'peak' | 'gr' | 'grey' | 'grey_peak', string> | undefined;
  private last = 0;
  private laid_out = false;
  private running = 0;
  private readonly resized: ResizeObserver;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext('2d', { desynchronized: true })!;
    for (let k = most - 1; k >= 0; k--) this.free.push(k);
    this.resized = new ResizeObserver(() => this.relayout());
    this.resized.observe(canvas);
    this.running = requestAnimationFrame((now) => this.frame(now));
  }

  stop(): void {
    cancelAnimationFrame(this.running);
    this.resized.disconnect();
  }

  /** Columns have come, gone or moved: measure once, before the next frame is drawn. */
  relayout(): void {
    this.laid_out = false;
  }

  /** The page has other colours. */
  repaint(): void {
    this.colors = undefined;
    this.laid_out = false;
  }

  add(element: HTMLElement, reduction = false, span = reduction_span): Column {
    const k = this.free.pop();
    if (k === undefined) return { aim: () => undefined, remove: () => undefined };
    this.elements[k] = element;
    this.reduction[k] = reduction ? span : 0;
    this.ballistics.reset(k);
    this.relayout();
    return {
      aim: (aim) => {
        const was = this.aims[k];
        if (was && (!aim || was.bank !== aim.bank || was.n !== aim.n)) this.ballistics.reset(k);
        this.aims[k] = aim;
        this.drawn[k * 2] = -1;
      },
      remove: () => {
        this.elements[k] = undefined;
        this.aims[k] = undefined;
        this.free.push(k);
        this.relayout();
      },
    };
  }

  private measure(): void {
    this.laid_out = true;
    const ratio = Math.min(2, devicePixelRatio);
    const box = this.canvas.getBoundingClientRect();
    const width = Math.round(box.width * ratio);
    const height = Math.round(box.height * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    } else this.context.clearRect(0, 0, width, height);
    for (let k = 0; k < most; k++) {
      const element = this.elements[k];
      this.rect[k * 4 + 2] = 0;
      this.drawn[k * 2] = -1;
      if (!element) continue;
      const at = element.getBoundingClientRect();
      const bank = element.closest('.bank, .sideways')?.getBoundingClientRect();
      // A strip that is scrolled halfway out has no meter until it is whole.
      if (bank && (at.left < bank.left || at.right > bank.right)) continue;
      const list = element.closest('.list')?.getBoundingClientRect();
      if (list && (at.top < list.top || at.bottom > list.bottom || at.left < list.left || at.right > list.right)) continue;
      this.rect[k * 4] = Math.round((at.left - box.left) * ratio);
      this.rect[k * 4 + 1] = Math.round((at.top - box.top) * ratio);
      this.rect[k * 4 + 2] = Math.round(at.width * ratio);
      this.rect[k * 4 + 3] = Math.round(at.height * ratio);
    }
    if (this.colors) return;
    const style = getComputedStyle(this.canvas);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    this.colors = {
      low: color('--lvl-low'), mid: color('--lvl-mid'), hot: color('--lvl-hot'), peak: color('--lvl-peak'),
      gr: color('--gr'), grey: color('--line-2'), grey_peak: color('--line-3'),
    };
  }

  private frame(now: number): void {
    this.running = requestAnimationFrame((then) => this.frame(then));
    if (!this.laid_out) this.measure();
    const seconds = Math.min(0.25, (now - this.last) / 1000);
    this.last = now;
    const moved = this.move(now, seconds);
    if (moved > 0) this.draw(moved);
  }

  /** Brings every column up to date and lists those that moved by a pixel. */
  private move(now: number, seconds: number): number {
    const { ballistics, rect, drawn } = this;
    let moved = 0;
    for (let k = 0; k < most; k++) {
      if (rect[k * 4 + 2] === 0) continue;
      const aim = this.aims[k];
      const height = rect[k * 4 + 3]!;
      let heard = this.reduction[k] ? 0 : silence;
      if (aim) {
        const levels = feed.banks[aim.bank];
        if (now - levels.heard < stale && aim.n <= levels.strips) heard = levels.values[(aim.n - 1) * levels.record + aim.value]!;
      }
      let top: number;
      let peak = 0;
      if (this.reduction[k]) {
        ballistics.step_reduction(k, heard, seconds);
        top = Math.round(Math.min(1, -ballistics.level[k]! / this.reduction[k]!) * height);
      } else {
        ballistics.step(k, heard, now, seconds);
        top = Math.round(height_of(ballistics.level[k]!) * height);
        peak = Math.round(height_of(ballistics.peak[k]!) * height);
      }
      if (top === drawn[k * 2] && peak === drawn[k * 2 + 1]) continue;
      drawn[k * 2] = top;
      drawn[k * 2 + 1] = peak;
      this.moved[moved++] = k;
    }
    return moved;
  }

  private draw(moved: number): void {
    const { context: c, rect, drawn } = this;
    const colors = this.colors!;
    for (let j = 0; j < moved; j++) {
      const k = this.moved[j]! * 4;
      c.clearRect(rect[k]!, rect[k + 1]!, rect[k + 2]!, rect[k + 3]!);
    }
    const mid = height_of(zones.mid);
    const hot = height_of(zones.hot);
    this.part(moved, colors.low, 0, mid, false);
    this.part(moved, colors.mid, mid, hot, false);
    this.part(moved, colors.hot, hot, 1, false);
    this.part(moved, colors.grey, 0, 1, true);
    this.peaks(moved, colors.peak, false);
    this.peaks(moved, colors.grey_peak, true);
    c.fillStyle = colors.gr;
    for (let j = 0; j < moved; j++) {
      const k = this.moved[j]!;
      if (this.reduction[k] && drawn[k * 2]! > 0) c.fillRect(rect[k * 4]!, rect[k * 4 + 1]!, rect[k * 4 + 2]!, drawn[k * 2]!);
    }
  }

  /** What of the moved columns lies between two shares of their height. */
  private part(moved: number, color: string, from: number, to: number, grey: boolean): void {
    const { context: c, rect, drawn } = this;
    c.fillStyle = color;
    for (let j = 0; j < moved; j++) {
      const k = this.moved[j]!;
      if (this.reduction[k] || (this.aims[k]?.grey ?? false) !== grey) continue;
      const height = rect[k * 4 + 3]!;
      const low = Math.round(from * height);
      const top = Math.min(drawn[k * 2]!, Math.round(to * height));
      if (top > low) c.fillRect(rect[k * 4]!, rect[k * 4 + 1]! + height - top, rect[k * 4 + 2]!, top - low);
    }
  }

  private peaks(moved: number, color: string, grey: boolean): void {
    const { context: c, rect, drawn } = this;
    const thick = Math.round(2 * Math.min(2, devicePixelRatio));
    c.fillStyle = color;
    for (let j = 0; j < moved; j++) {
      const k = this.moved[j]!;
      if (this.reduction[k] || (this.aims[k]?.grey ?? false) !== grey) continue;
      const peak = drawn[k * 2 + 1]!;
      if (peak <= thick) continue;
      c.fillRect(rect[k * 4]!, rect[k * 4 + 1]! + rect[k * 4 + 3]! - peak, rect[k * 4 + 2]!, thick);
    }
  }
}
