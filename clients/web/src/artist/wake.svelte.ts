// Keeps the phone's screen on while the mix is seen, where the browser lets a page do that: only on a safe
// connection. The browser takes it back whenever the page is hidden, so it is asked for again.

class Awake {
  state = $state<'asked' | 'held' | 'insecure' | 'refused'>('asked');
  private lock: WakeLockSentinel | undefined;
  private asking = false;

  get words(): string {
    switch (this.state) {
      case 'asked': return '';
      case 'held': return 'The screen stays on while your mix is open.';
      case 'insecure': return 'The screen may go dark: the browser keeps it on only over https. Set a longer time in your phone’s settings.';
      case 'refused': return 'The screen may go dark: the phone saves power. Your mix and your login stay.';
    }
  }

  /** Keeps the screen on until the answer is called. */
  keep(): () => void {
    const again = (): void => void this.ask();
    document.addEventListener('visibilitychange', again);
    // Some browsers want a touch before they allow it.
    addEventListener('pointerup', again);
    void this.ask();
    return () => {
      document.removeEventListener('visibilitychange', again);
      removeEventListener('pointerup', again);
      void this.lock?.release();
      this.lock = undefined;
    };
  }

  private async ask(): Promise<void> {
    if (document.visibilityState !== 'visible' || this.asking || (this.lock && !this.lock.released)) return;
    if (!('wakeLock' in navigator)) {
      this.state = 'insecure';
      return;
    }
    this.asking = true;
    try {
      this.lock = await navigator.wakeLock.request('screen');
      this.state = 'held';
    } catch {
      this.state = 'refused';
    } finally {
      this.asking = false;
    }
  }
}

export const awake = new Awake();
