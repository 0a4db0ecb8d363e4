// A refusal is said where the hand is: the control shakes three pixels, twice, and the reason stands over it for two
// seconds.

import type { Attachment } from 'svelte/attachments';
import { desk } from '../desk/here';

const stays = 2000;

export function refusable(...addresses: readonly (string | undefined)[]): Attachment<HTMLElement> {
  return (element) => {
    let note: HTMLElement | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const clear = (): void => {
      clearTimeout(timer);
      note?.remove();
      note = undefined;
    };
    const refused = (_code: string, reason: string): void => {
      clear();
      element.classList.remove('refused');
      void element.offsetWidth; // lets the animation begin again
      element.classList.add('refused');
      const at = element.getBoundingClientRect();
      note = document.createElement('div');
      note.className = 'reason';
      note.setAttribute('role', 'status');
      note.textContent = reason;
      document.body.append(note);
      const left = at.left + at.width / 2 - note.offsetWidth / 2;
      note.style.left = `${Math.max(8, Math.min(innerWidth - note.offsetWidth - 8, left))}px`;
      note.style.top = `${Math.max(8, at.top - note.offsetHeight - 8)}px`;
      timer = setTimeout(() => {
        clear();
        element.classList.remove('refused');
      }, stays);
    };
    const ends = addresses.filter((address) => address !== undefined).map((address) => desk.on_refusal(address, refused));
    return () => {
      clear();
      ends.forEach((end) => end());
    };
  };
}
