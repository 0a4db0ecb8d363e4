// The pages of history that this page has read, for one question; and going back to a point of it.

import { control_word } from '../desk/control_words.svelte';
import { desk } from '../desk/here';
import { entries_of, with_newer, with_older, type Entry } from './entries';

/** Entries of one question. */
const page_size = 200;

class Book {
  entries = $state.raw<readonly Entry[]>([]);
  of = $state.raw<ReadonlyMap<number, number>>(new Map());
  /** There may be older ones. */
  more = $state(false);
  loading = $state(false);
  /** What came of the last restore, or why there was none. */
  said = $state('');
  pattern = '/';
  private readonly questions: { pattern: string; before: number }[] = [];

  attend(): () => void {
    const ends = [
      desk.on_answer('/history/list', ([text]) => this.told(String(text))),
      desk.on_refusal('/history/list', (_code, reason) => {
        this.questions.shift();
        this.loading = false;
        this.said = reason;
      }),
      desk.on_answer('/history/restore', (results) => {
        const [count, ...left] = results.map(String);
        this.said = `${count} ${count === '1' ? 'value' : 'values'} set${left.length ? `; left alone: ${left.slice(0, 3).map(control_word).join(', ')}` : ''}`;
      }),
      desk.on_refusal('/history/restore', (_code, reason) => (this.said = reason)),
    ];
    return () => {
      this.questions.length = 0;
      this.loading = false;
      ends.forEach((end) => end());
    };
  }

  /** Another question: what was read is of no use any more. */
  ask(pattern: string): void {
    this.pattern = pattern;
    this.entries = [];
    this.of = new Map();
    this.more = false;
    this.question(0);
  }
  /** Something has happened since. */
  renew(): void {
    if (!this.loading) this.question(0);
  }
  older(): void {
    const oldest = this.entries.at(-1);
    if (oldest && this.more && !this.loading) this.question(oldest.revision);
  }
  restore(revision: number): void {
    desk.act('/history/restore', 'hs', revision, this.pattern);
  }

  private question(before: number): void {
    if (!desk.act('/history/list', 'his', before, page_size, this.pattern)) return;
    this.questions.push({ pattern: this.pattern, before });
    this.loading = true;
  }
  private told(text: string): void {
    const asked = this.questions.shift();
    this.loading = this.questions.length > 0;
    if (asked?.pattern !== this.pattern) return;
    const { entries, of } = entries_of(text);
    const known = this.entries[0];
    const { entries: all, more } = asked.before > 0 ? with_older(this.entries, entries) : with_newer(this, entries);
    this.entries = all;
    this.more = more;
    const steps = new Set(all.map(({ step }) => step));
    this.of = new Map([...this.of, ...of].filter(([step]) => steps.has(step)));
    // What is known begins anew, perhaps with one large step only.
    const anew = known === undefined || !all.some(({ step }) => step === known.step);
    if (asked.before === 0 && anew && entries.length < page_size) this.older();
  }
}

export const book = new Book();
