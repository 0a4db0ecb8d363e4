// A hand that moves one value: faders, pans, rows, value fields. Relative in all of them, with fine mode, the hold
// on the desk, wheel and keys, and an Escape that puts everything back where the hand began.

import type { Attachment } from 'svelte/attachments';
import type { Param } from '../desk/addresses';
import type { Grip } from '../desk/desk';
import { desk } from '../desk/here';
import { position, round_to_hand, value_at } from '../desk/laws';
import { device } from '../device/device.svelte';
import { page } from '../pages/page.svelte';
import { FaderDrag, Taps } from './drag';

export interface Slide {
  param(): Param<number>;
  /** y: upwards is more; x: to the right is more. */
  axis: 'x' | 'y';
  /** Pixels for the whole law. */
  travel(element: HTMLElement): number;
  /** The hand came, changed to fine or back, or left. */
  touched?(on: boolean, fine: boolean): void;
  /** The desk stored something else than the hand set. */
  overruled?(): void;
  tap?(event: PointerEvent): void;
  double_tap?(event: PointerEvent): void;
  snap?(at: number): number;
  /** False where the wheel scrolls a list around it. */
  wheel?: boolean;
  /** Sideways here is this slide's own and never scrolls the bank. */
  own_pointer?: boolean;
}

/** A finger that rests so long is a hand on the control, though it has not moved. */
const resting = 150;

const running = new Set<() => void>();
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') for (const cancel of [...running]) cancel();
});

export const dragging = (): boolean => running.size > 0;

/** One step of a key or the wheel: decibels where the value is a level, a share of the way elsewhere. */
export function step(param: Param<number>, steps: number): void {
  const { row } = param;
  const now = desk.get(param);
  const next = row.unit === 'dB' ? now + steps : value_at(row, position(row, now) + steps / 100);
  desk.set(param, round_to_hand(row, next, Math.abs(steps) < 0.5));
}

export function slide(options: Slide): Attachment<HTMLElement> {
  const { axis } = options;
  const taps = new Taps();
  return (element) => {
    let pointer: number | undefined;
    let drag: FaderDrag | undefined;
    let grip: Grip | undefined;
    let began = 0;
    let before = 0;
    let fine = false;
    let rest: ReturnType<typeof setTimeout> | undefined;

    // Sideways slides are upright ones, seen with the head tilted.
    const across = (event: PointerEvent): number => (axis === 'y' ? event.clientX : event.clientY);
    const along = (event: PointerEvent): number => (axis === 'y' ? event.clientY : -event.clientX);

    const take = (): void => {
      clearTimeout(rest);
      if (grip) return;
      const param = options.param();
      grip = desk.grip(param, overruled, () => end());
      fine = page.fine;
      if (grip) options.touched?.(true, fine);
    };
    const overruled = (value: number): void => {
      drag?.rebase(position(options.param().row, value));
      options.overruled?.();
    };
    const end = (): void => {
      clearTimeout(rest);
      running.delete(cancel);
      pointer = undefined;
      drag = undefined;
      if (!grip) return;
      const held = grip;
      grip = undefined;
      held.release();
      options.touched?.(false, false);
    };
    const cancel = (): void => {
      if (grip && drag?.phase === 'fader') grip.set(before);
      end();
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      if (options.own_pointer) event.stopPropagation();
      if (pointer !== undefined || !desk.live) return;
      const param = options.param();
      before = desk.get(param);
      pointer = event.pointerId;
      began = event.timeStamp;
      drag = new FaderDrag(across(event), along(event), position(param.row, before), options.travel(element), device.fine_share);
      element.setPointerCapture(event.pointerId);
      element.focus({ preventScroll: true });
      running.add(cancel);
      rest = setTimeout(take, resting);
    };
    const move = (event: PointerEvent): void => {
      if (event.pointerId !== pointer || !drag) return;
      const at = drag.move(across(event), along(event), page.fine);
      if (drag.phase === 'scroll') return end();
      if (at === undefined) return;
      take();
      if (!grip) return end();
      const { row } = grip.param;
      if (drag.fine !== fine) options.touched?.(true, (fine = drag.fine));
      grip.set(round_to_hand(row, value_at(row, options.snap?.(at) ?? at), fine));
    };
    const up = (event: PointerEvent): void => {
      if (event.pointerId !== pointer || !drag) return;
      const still = drag.phase === 'undecided';
      end();
      if (!still) return;
      const double = taps.tap(event.clientX, event.clientY, began, event.timeStamp);
      if (double && options.double_tap) options.double_tap(event);
      else if (event.timeStamp - began < 350) options.tap?.(event);
    };
    const gone = (event: PointerEvent): void => {
      if (event.pointerId === pointer) end();
    };
    const wheel = (event: WheelEvent): void => {
      const turn = event.deltaY || event.deltaX;
      if (!desk.live || turn === 0 || (Math.abs(event.deltaX) > Math.abs(event.deltaY) && !event.shiftKey)) return;
      event.preventDefault();
      const size = event.shiftKey || page.fine ? 0.1 : 0.5;
      step(options.param(), turn < 0 ? size : -size);
    };
    const key = (event: KeyboardEvent): void => {
      const size = event.key.startsWith('Page') ? 6 : event.shiftKey || page.fine ? 0.1 : 1;
      const more = event.key === 'ArrowUp' || event.key === 'ArrowRight' || event.key === 'PageUp';
      const less = event.key === 'ArrowDown' || event.key === 'ArrowLeft' || event.key === 'PageDown';
      if ((!more && !less) || !desk.live) return;
      event.preventDefault();
      step(options.param(), more ? size : -size);
    };

    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', gone);
    element.addEventListener('lostpointercapture', gone);
    if (options.wheel !== false) element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('keydown', key);
    return () => {
      end();
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', gone);
      element.removeEventListener('lostpointercapture', gone);
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('keydown', key);
    };
  };
}
