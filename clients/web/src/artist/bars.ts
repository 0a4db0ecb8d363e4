// The levels under the rows: a few thin bars, written in the frame, falling like every meter. What a row shows is the
// loudest of its strips as this mix has it.

import { below } from '../desk/addresses';
import { desk, feed } from '../desk/here';
import type { Strip } from '../desk/strips';
import { Ballistics, height_of } from '../meters/ballistics';
import { silence, type Levels } from '../meters/feed';

export type Heard = () => number;
type Draw = (element: HTMLElement, share: number) => void;

const wide: Draw = (element, share) => void (element.style.transform = `scaleX(${share})`);
/** Uncovers a bar whose colours stand still. */
export const uncover: Draw = (element, share) => void (element.style.clipPath = `inset(0 ${(1 - share) * 100}% 0 0)`);

const bars = new Map<HTMLElement, { heard: Heard; draw: Draw; moves: Ballistics; drawn: number }>();
let running = false;
let last = 0;

function frame(now: number): void {
  if (bars.size === 0 || document.hidden) {
    running = false;
    return;
  }
  const seconds = Math.min(0.1, (now - last) / 1000);
  last = now;
  for (const [element, bar] of bars) {
    bar.moves.step(0, desk.live ? bar.heard() : silence, now, seconds);
    const width = Math.round(height_of(bar.moves.level[0]!) * 400) / 400;
    if (width === bar.drawn) continue;
    bar.drawn = width;
    bar.draw(element, width);
  }
  requestAnimationFrame(frame);
}

function run(): void {
  if (running || bars.size === 0 || document.hidden) return;
  running = true;
  last = performance.now();
  requestAnimationFrame(frame);
}
if (typeof document !== 'undefined') document.addEventListener('visibilitychange', run);

/** Draws what is heard as the width of an element, until the answer is called. */
export function bar(element: HTMLElement, heard: Heard, draw: Draw = wide): () => void {
  bars.set(element, { heard, draw, moves: new Ballistics(1), drawn: -1 });
  run();
  return () => void bars.delete(element);
}

const value = (levels: Levels, n: number, k: number): number => levels.values[(n - 1) * levels.record + k] ?? silence;

/** What a strip sends on, ahead of its fader (or behind it): the tap of headphone mixes. */
function sent(strip: Strip, behind: boolean): number {
  if (strip.kind === 'channel') {
    const { channels } = feed.banks;
    if (behind) return value(channels, strip.n, 4);
    return value(channels, strip.n, 0) + Math.min(0, value(channels, strip.n, 1)) + Math.min(0, value(channels, strip.n, 2));
  }
  const levels = strip.kind === 'fx' ? feed.banks.fx : feed.banks.buses;
  return behind ? Math.max(value(levels, strip.n, 4), value(levels, strip.n, 5)) : Math.max(value(levels, strip.n, 0), value(levels, strip.n, 1));
}

/** How loud one strip is in mix b before the mix's own fader. While it follows another mix, what it follows is taken
 *  for what leaves the strip. */
export function in_mix(strip: Strip, b: number, follows: boolean): number {
  if (desk.get(below(strip, 'send/{bus}/on', b)) === false) return silence;
  const gain = desk.get(follows ? below(strip, 'send/{bus}/offset', b) : below(strip, 'send/{bus}/level', b));
  return gain <= -90 ? silence : Math.max(silence, sent(strip, follows) + gain);
}

export const loudest = (strips: readonly Strip[], b: number, follows: boolean): number =>
  strips.reduce((most, strip) => Math.max(most, in_mix(strip, b, follows)), silence);
