// A second touch for what changes a lot, where the person at this device wants to be asked. The key itself asks, so no
// window covers the desk; the question goes by itself.

import { device } from './device.svelte';

const patience = 3000;

class Sure {
  /** What waits for its second touch. */
  asked = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** True if it may be done now: nobody wants to be asked, or this is the second touch. */
  may(what: string): boolean {
    clearTimeout(this.timer);
    if (!device.settings.confirm_recalls || this.asked === what) {
      this.asked = '';
      return true;
    }
    this.asked = what;
    this.timer = setTimeout(() => (this.asked = ''), patience);
    return false;
  }
}

export const sure = new Sure();
