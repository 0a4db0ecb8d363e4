// What the page of scenes asks of the desk, and what came of it: stored, recalled, compared, taken in and given out.

import { desk } from '../desk/here';
import { control_word } from '../desk/control_words.svelte';
import { comparison_of, in_bites, patterns_of, pieces_of, type Comparison } from './compare';
import { scenes } from './list.svelte';

/** Pieces of a text on the wire, well within a packet. */
const piece = 200_000;

/** Held addresses come one by one, then a sentence that begins with "left out". */
export function left_alone(results: readonly unknown[]): string {
  const words = results.map(String);
  const held = words.filter((word) => word.startsWith('/'));
  const out = words.find((word) => word.startsWith('left out'));
  const named = held.slice(0, 3).map(control_word).join(', ');
  return [held.length > 0 ? `held: ${named}${held.length > 3 ? ` and ${held.length - 3} more` : ''}` : '', out ?? ''].filter(Boolean).join('; ');
}

class Work {
  /** What was done last, in words. */
  said = $state('');
  comparison = $state.raw<Comparison>();
  /** The scene that the comparison is of. */
  compared = $state(0);
  /** A recall of this page was the last thing done: it can be taken back right here. */
  recalled = $state('');
  /** The scene that a store or an import has made. */
  made = $state(0);
  private readonly questions: number[] = [];
  private pieces = 0;
  private giving: { id: number; text: string } | undefined;

  /** Listens for the answers while the page is seen. */
  attend(): () => void {
    const recalled = (results: readonly unknown[]): void => {
      const alone = left_alone(results);
      this.said = `Recalled${alone ? `; ${alone}` : ''}`;
    };
    const ends = [
      desk.on_answer('/scene/store', ([id]) => this.stored(Number(id))),
      desk.on_answer('/scene/overwrite', () => {
        this.said = 'Overwritten';
        // The desk has not moved; what it is compared with has.
        if (this.compared > 0) this.compare(this.compared);
      }),
      desk.on_answer('/scene/delete', () => (this.said = 'Deleted')),
      desk.on_answer('/scene/recall', recalled),
      desk.on_answer('/scene/recall/only', recalled),
      desk.on_answer('/scene/compare', ([text, out]) => this.told(String(text), out === undefined ? '' : String(out))),
      desk.on_refusal('/scene/compare', () => void this.questions.shift()),
      desk.on_answer('/scene/import', ([id]) => --this.pieces === 0 && this.stored(Number(id))),
      desk.on_refusal('/scene/import', (_code, reason) => {
        this.pieces = 0;
        this.said = `Not taken in: ${reason}`;
      }),
      desk.on_answer('/scene/export', ([text, next]) => this.given(String(text), Number(next))),
    ];
    return () => {
      this.questions.length = this.pieces = 0;
      ends.forEach((end) => end());
    };
  }

  store(name: string): void {
    desk.act('/scene/store', 's', name.slice(0, 32));
  }
  recall(id: number): void {
    this.recalled = scenes.find(id)?.name ?? '';
    desk.act('/scene/recall', 'i', id);
  }
  recall_only(id: number, addresses: readonly string[], seconds: number): void {
    this.recalled = scenes.find(id)?.name ?? '';
    for (const bite of in_bites(patterns_of(addresses))) desk.act('/scene/recall/only', 'isf', id, bite, seconds);
  }
  undo(): void {
    this.recalled = '';
    desk.act('/session/undo', 's', 'own');
  }
  compare(id: number): void {
    if (this.questions.length < 2 && desk.act('/scene/compare', 'i', id)) this.questions.push(id);
  }

  async take(file: File): Promise<void> {
    const text = await file.text();
    this.said = '';
    const pieces = pieces_of(text, piece);
    this.pieces = pieces.length;
    for (const [k, part] of pieces.entries()) {
      if (!desk.act('/scene/import', k === pieces.length - 1 ? 's' : 'sT', part)) return;
    }
  }
  give(id: number): void {
    this.giving = { id, text: '' };
    desk.act('/scene/export', 'ii', id, 0);
  }

  private given(text: string, next: number): void {
    if (!this.giving) return;
    this.giving.text += text;
    if (next > 0) return void desk.act('/scene/export', 'ii', this.giving.id, next);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.giving.text], { type: 'application/json' }));
    link.download = `${(scenes.find(this.giving.id)?.name ?? 'scene').replace(/[^\p{L}\p{N} _-]/gu, '_')}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.giving = undefined;
  }
  private stored(id: number): void {
    this.made = id;
    this.said = 'Stored';
  }
  private told(text: string, left_out: string): void {
    this.compared = this.questions.shift() ?? 0;
    try {
      this.comparison = comparison_of(text, left_out);
    } catch {
      this.comparison = undefined;
    }
  }
}

export const work = new Work();
