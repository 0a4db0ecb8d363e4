// Keys under fingers. The browser's own click comes only from the first finger on the glass, and a desk is worked
// with several: so a press is a pointer that went down and came up on the key without wandering off.

import type { Attachment } from 'svelte/attachments';

const wander = 14;
const long = 500;

/** `own_pointer`: what is below the key must not see the finger at all. */
export function press(pressed: () => void, held?: () => void, own_pointer = false): Attachment<HTMLElement> {
  return (element) => {
    let pointer: number | undefined;
    let x = 0;
    let y = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      pointer = undefined;
      clearTimeout(timer);
      element.classList.remove('pressed');
    };
    const down = (event: PointerEvent): void => {
      if (own_pointer) event.stopPropagation();
      // A browser may tell a key that is out of use of fingers all the same.
      if (event.button !== 0 || pointer !== undefined || element.matches(':disabled')) return;
      pointer = event.pointerId;
      x = event.clientX;
      y = event.clientY;
      // Wherever the finger goes, its end comes here; a bank that scrolls takes it over.
      element.setPointerCapture(pointer);
      element.classList.add('pressed');
      if (held) {
        timer = setTimeout(() => {
          end();
          held();
        }, long);
      }
    };
    const move = (event: PointerEvent): void => {
      if (event.pointerId === pointer && Math.hypot(event.clientX - x, event.clientY - y) > wander) end();
    };
    const up = (event: PointerEvent): void => {
      if (event.pointerId !== pointer) return;
      end();
      pressed();
    };
    const cancel = (event: PointerEvent): void => {
      if (event.pointerId === pointer) end();
    };
    // From the keyboard and from assistive technology a click comes without a pointer before it.
    const click = (event: MouseEvent): void => {
      if (event.detail === 0) pressed();
    };
    const menu = (event: Event): void => event.preventDefault();
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    element.addEventListener('lostpointercapture', cancel);
    element.addEventListener('click', click);
    element.addEventListener('contextmenu', menu);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('lostpointercapture', cancel);
      element.removeEventListener('click', click);
      element.removeEventListener('contextmenu', menu);
    };
  };
}
