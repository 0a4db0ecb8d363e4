// The talk keys' hands, one for each talkback of the desk, and what ends them wherever the page is.

import type { Attachment } from 'svelte/attachments';
import { at } from '../desk/addresses';
import { desk } from '../desk/here';
import { TalkHand } from './talk';

const hands = new Map<number, TalkHand>();

export function hand_of(t: number): TalkHand {
  let hand = hands.get(t);
  if (!hand) {
    const on = at.talkback(t, 'on');
    hand = new TalkHand({
      live: () => desk.live,
      latches: () => desk.get(at.talkback(t, 'mode')) === 'latched',
      open: () => desk.get(on),
      set: (open) => {
        desk.set(on, open);
        desk.flush();
      },
    });
    hands.set(t, hand);
  }
  return hand;
}

const end_all = (): void => hands.forEach((hand) => hand.cancel());

addEventListener('blur', end_all);
addEventListener('pagehide', end_all);
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && end_all());
desk.on_state((state) => {
  if (state === 'live') hands.forEach((hand) => hand.back());
  else if (state === 'lost') hands.forEach((hand) => hand.lost());
});

const keyboard = -1;

/** Makes a key one that is talked through while it is held. */
export function talks(t: () => number): Attachment<HTMLElement> {
  return (element) => {
    const hand = hand_of(t());
    const fingers = new Set<number>();
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      fingers.add(event.pointerId);
      hand.down(event.pointerId, event.timeStamp);
    };
    const up = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
      hand.up(event.pointerId, event.timeStamp);
    };
    const taken = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
      hand.cancel(event.pointerId);
    };
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      if (event.repeat) return;
      fingers.add(keyboard);
      hand.down(keyboard, event.timeStamp);
    };
    const lifted = (event: KeyboardEvent): void => {
      if (event.key === ' ' || event.key === 'Enter') hand.up(keyboard, event.timeStamp);
    };
    const left = (): void => hand.cancel(keyboard);
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', taken);
    element.addEventListener('lostpointercapture', taken);
    element.addEventListener('keydown', pressed);
    element.addEventListener('keyup', lifted);
    element.addEventListener('blur', left);
    return () => {
      // A key that goes with its page takes its fingers along.
      fingers.forEach((finger) => hand.cancel(finger));
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', taken);
      element.removeEventListener('lostpointercapture', taken);
      element.removeEventListener('keydown', pressed);
      element.removeEventListener('keyup', lifted);
      element.removeEventListener('blur', left);
    };
  };
}
