// A locked page still shows, talks and panics; nothing else is touched. One guard stands before all other listeners of
// the window, so a control need not know of it. It stays locked when the page is loaded again.

import { device } from '../device/device.svelte';

const place = 'locked';
/** What a finger reaches on a locked page. */
export const open_to_all = '.panic, .key.talk, .unlock';

/** What is kept of a PIN. Four digits are no secret from who can read this device's storage: it keeps hands away, and the check is short
 *  enough that many PINs have the same one. */
export function check_of(pin: string, salt: string): string {
  let hash = 0x811c9dc5;
  for (const letter of salt + pin) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  for (let k = 0; k < 1000; k++) hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995) >>> 0;
  return (hash >>> 12).toString(36);
}

/** After some wrong ones each further try waits longer, in ms. */
export const wait_after = (wrong: number): number => (wrong < 3 ? 0 : Math.min(60_000, 2000 * 2 ** (wrong - 3)));

class Lock {
  on = $state(localStorage.getItem(place) !== null);
  private wrong = 0;
  private closed_until = 0;
  private touched = performance.now();

  constructor() {
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'click', 'dblclick', 'wheel', 'keydown', 'input', 'change', 'submit']) {
      addEventListener(type, (event) => this.guard(event), { capture: true, passive: false });
    }
    addEventListener('hashchange', (event) => this.on && event.stopImmediatePropagation(), { capture: true });
    setInterval(() => this.look(), 1000);
  }

  close(): void {
    this.on = true;
    try {
      localStorage.setItem(place, 'yes');
    } catch {
      // Then it is locked until the page is closed.
    }
    (document.activeElement as HTMLElement | null)?.blur();
  }

  open(): void {
    this.on = false;
    this.wrong = 0;
    this.touched = performance.now();
    localStorage.removeItem(place);
  }

  get needs_pin(): boolean {
    return device.settings.pin !== '';
  }

  /** A PIN of at least four digits for this page; none ends it. */
  set_pin(pin: string): void {
    const salt = Math.random().toString(36).slice(2, 8);
    device.set({ pin: pin === '' ? '' : `${salt}.${check_of(pin, salt)}` });
  }

  /** Opens with the right PIN; answers how long to wait, in ms, or 0. */
  try_pin(pin: string): number {
    const now = performance.now();
    if (now < this.closed_until) return this.closed_until - now;
    const [salt = '', check] = device.settings.pin.split('.');
    if (check_of(pin, salt) === check) this.open();
    else {
      this.wrong++;
      this.closed_until = now + wait_after(this.wrong);
    }
    return Math.max(0, this.closed_until - now);
  }

  private look(): void {
    const { lock_after } = device.settings;
    if (!this.on && lock_after > 0 && performance.now() - this.touched > lock_after * 60_000) this.close();
  }

  private guard(event: Event): void {
    this.touched = performance.now();
    if (!this.on) return;
    const { target } = event;
    if (target instanceof Element && target.closest(open_to_all)) return;
    if (event instanceof KeyboardEvent && event.key === 'Tab') return;
    event.stopImmediatePropagation();
    if (event.cancelable) event.preventDefault();
  }
}

export const lock = new Lock();
