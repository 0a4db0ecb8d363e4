// The performer's own kept mixes, as the desk lists them; and what was brought back last.

import { desk } from '../desk/here';
import { kept_of, type Kept } from './kept';
import { mix } from './mix.svelte';

class Shelf {
  all = $state.raw<readonly Kept[]>([]);
  /** The name of the mix that was brought back or kept last, on this device. */
  last = $state('');
  /** When this page last moved many values at once: what comes after that is no news of somebody else. */
  moved_at = -Infinity;
  private storing = '';
  private ends: (() => void)[] = [];

  /** Listens for the answers of mix b. */
  attend(b: number): () => void {
    const at = (word: string): string => `/bus/${b}/cue/${word}`;
    this.ends = [
      desk.on_answer(at('list'), (results) => (this.all = kept_of(results))),
      desk.on_answer(at('store'), () => {
        this.last = this.storing;
        this.ask();
      }),
      desk.on_answer(at('delete'), () => this.ask()),
    ];
    this.all = [];
    this.last = '';
    this.ask();
    return () => this.ends.splice(0).forEach((end) => end());
  }

  ask(): void {
    desk.act(`/bus/${mix.b}/cue/list`);
  }
  store(name: string): void {
    this.storing = name;
    desk.act(`/bus/${mix.b}/cue/store`, 's', name);
  }
  recall({ id, name }: Kept): void {
    this.moving(name);
    desk.act(`/bus/${mix.b}/cue/recall`, 'i', id);
  }
  /** The mix as it was before the last recall or start. */
  restore(): void {
    this.moving('');
    desk.act(`/bus/${mix.b}/cue/recall`, 'i', 0);
  }
  start(): void {
    this.moving('Start mix');
    desk.act(`/bus/${mix.b}/cue/start`);
  }
  forget({ id }: Kept): void {
    desk.act(`/bus/${mix.b}/cue/delete`, 'i', id);
  }
  undo(): void {
    this.moving(this.last);
    desk.act('/session/undo', 's', 'own');
  }

  private moving(name: string): void {
    this.last = name;
    this.moved_at = performance.now();
  }
}

export const shelf = new Shelf();
