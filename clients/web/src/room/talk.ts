// A hand on a talk key. An open microphone is never left to chance: whatever takes the hand away (release, a finger
// the system took, another window, a lost link, a closed page) closes it, and what was open when the link went is
// closed first thing when it is back. The desk has a dead man's rule of its own beside this.

/** What a hand needs to know of its talkback. */
export interface Line {
  live(): boolean;
  /** Does a short tap keep it open? */
  latches(): boolean;
  open(): boolean;
  /** At once, not with the next frame: a page that is going to sleep has no next frame. */
  set(on: boolean): void;
}

/** Shorter is a tap. */
export const tap = 300;

export class TalkHand {
  private readonly fingers = new Set<number>();
  private began = 0;
  private was_open = false;
  private in_doubt = false;

  constructor(private readonly line: Line) {}

  get held(): boolean {
    return this.fingers.size > 0;
  }

  down(finger: number, now: number): void {
    if (!this.line.live()) return;
    const first = !this.held;
    this.fingers.add(finger);
    if (!first) return;
    this.began = now;
    this.was_open = this.line.open();
    this.line.set(true);
  }

  up(finger: number, now: number): void {
    if (!this.fingers.delete(finger) || this.held) return;
    const keeps = this.line.latches() && now - this.began < tap && !this.was_open;
    if (!keeps) this.line.set(false);
  }

  /** The hand was taken away rather than lifted: nothing is latched by that. */
  cancel(finger?: number): void {
    if (!this.held || (finger !== undefined && !this.fingers.has(finger))) return;
    if (finger === undefined) this.fingers.clear();
    else this.fingers.delete(finger);
    if (!this.held) this.line.set(false);
  }

  lost(): void {
    if (!this.held) return;
    this.fingers.clear();
    this.in_doubt = true;
  }

  back(): void {
    if (!this.in_doubt) return;
    this.in_doubt = false;
    this.line.set(false);
  }
}
