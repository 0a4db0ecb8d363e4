// What this browser can do for the page and, where it cannot, why: keep the screen on, install the page, work without
// the desk. All three need a safe connection; over plain HTTP browsers have none of them.

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

class Able {
  readonly secure = isSecureContext;
  private offer = $state.raw<InstallPrompt>();
  installed = $state(matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches);

  constructor() {
    addEventListener('beforeinstallprompt', (event) => {
      // The page offers it in its settings instead of a bar of the browser over the desk.
      event.preventDefault();
      this.offer = event as InstallPrompt;
    });
    addEventListener('appinstalled', () => {
      this.installed = true;
      this.offer = undefined;
    });
  }

  get can_install(): boolean {
    return this.offer !== undefined && !this.installed;
  }

  install(): void {
    void this.offer?.prompt();
    this.offer = undefined;
  }

  get install_words(): string {
    if (this.installed) return 'Installed: it opens like any app.';
    if (!this.secure) return 'Not over plain HTTP. Open the desk by its https address (People, Network) to install the page.';
    if (this.offer) return 'The page can be installed as an app.';
    if (/iPad|iPhone|Macintosh/.test(navigator.userAgent)) return 'Share, then “Add to Home Screen”.';
    return 'By the browser’s menu, where it offers “Install”.';
  }
}

export const able = new Able();
