// What this page has set and the desk has not yet confirmed.
//
// Sets are gathered and leave once a frame, as one apply. Until a later sync is answered they count as on their way:
// an older value of our own that comes back in the meantime is passed over (the cap would jump back under the
// finger), and after a loss of the link they are asked for, because nobody can know whether they arrived.

import type { Value } from './store';

interface Sent {
  values: Value[];
  token: number;
  /** A word from the desk was taken for an echo. It may have been somebody else's of the same value. */
  passed: boolean;
}

export class Outbox {
  private readonly waiting = new Map<string, Value>();
  private readonly under_way = new Map<string, Sent>();

  /** A set for the next frame; a newer one of the same address takes its place. */
  put(address: string, value: Value): void {
    this.waiting.set(address, value);
  }

  get empty(): boolean {
    return this.waiting.size === 0;
  }

  /** Hands over what waits; `token` is that of the next sync, whose answer will confirm it. */
  take(token: number): [string, Value][] {
    const sets = [...this.waiting];
    this.waiting.clear();
    for (const [address, value] of sets) {
      const sent = this.under_way.get(address);
      const stored = typeof value === 'number' ? Math.fround(value) : value;
      if (sent) {
        sent.values.push(stored);
        sent.token = token;
      } else this.under_way.set(address, { values: [stored], token, passed: false });
    }
    return sets;
  }

  /** Is this word from the desk only the echo of an own set that a newer own set has overtaken? */
  is_echo(address: string, value: Value): boolean {
    const sent = this.under_way.get(address);
    if (!sent) return false;
    const at = sent.values.indexOf(value);
    if (at < 0) return false;
    sent.values.splice(0, at + 1);
    if (sent.values.length > 0 || this.waiting.has(address)) return (sent.passed = true);
    this.under_way.delete(address);
    return false;
  }

  /** Was it set here, and not yet confirmed? */
  has(address: string): boolean {
    return this.waiting.has(address) || this.under_way.has(address);
  }

  /** All up to this token is stored. Answers the addresses whose truth is to be asked for. */
  confirmed(token: number): string[] {
    const doubtful: string[] = [];
    for (const [address, sent] of this.under_way) {
      if (sent.token > token) continue;
      this.under_way.delete(address);
      if (sent.passed) doubtful.push(address);
    }
    return doubtful;
  }

  /** The link is gone: what waited is dropped for good, what was under way is doubtful. */
  lose(): string[] {
    const doubtful = [...this.under_way.keys(), ...this.waiting.keys()];
    this.waiting.clear();
    this.under_way.clear();
    return doubtful;
  }
}
