// Undo and redo as this page asks for them, and what the desk said to it: how much came back, what was left alone.

import { desk } from '../desk/here';
import { control_word } from '../desk/control_words.svelte';

export type Whose = 'own' | 'all';
type Way = 'undo' | 'redo';

class Undo {
  /** What the last one did, in words; empty after a while. */
  said = $state('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    for (const way of ['undo', 'redo'] as const) {
      desk.on_answer(`/session/${way}`, (results) => this.done(way, results.map(String)));
      desk.on_refusal(`/session/${way}`, (_code, reason) => this.say(reason || 'Nothing to take back.'));
    }
  }

  go(way: Way, whose: Whose): void {
    desk.act(`/session/${way}`, 's', whose);
  }

  private done(way: Way, results: readonly string[]): void {
    const [count = '0', ...left] = results;
    const values = `${count} ${count === '1' ? 'value' : 'values'}`;
    const alone = left.length === 0 ? '' : `; left alone: ${left.slice(0, 3).map(control_word).join(', ')}${left.length > 3 ? ` and ${left.length - 3} more` : ''}`;
    this.say(`${way === 'undo' ? 'Taken back' : 'Done again'}: ${values}${alone}`);
  }

  private say(words: string): void {
    this.said = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said = ''), 4000);
  }
}

export const undo = new Undo();
