// The scenes of this desk in the order of their places, as they come from the wire.

import { at } from '../desk/addresses';
import { desk } from '../desk/here';
import type { Value } from '../desk/store';

export interface Scene {
  readonly id: number;
  readonly name: string;
  readonly position: number;
  readonly note: string;
  readonly seconds: number;
}

export const scene_words = '/scene/*/{name,position,note,seconds}';
const word = /^\/scene\/(\d+)\/(name|position|note|seconds)$/;
type Facts = Record<string, Value>;

export function in_order(facts: ReadonlyMap<number, Facts>): Scene[] {
  return [...facts]
    .filter(([, { name }]) => name !== undefined && name !== '')
    .map(([id, { name, position, note, seconds }]) => ({ id, name: String(name), position: Number(position ?? 0), note: String(note ?? ''), seconds: Number(seconds ?? 0) }))
    .sort((a, b) => a.position - b.position || a.id - b.id);
}

/** Which places must be set so that this scene stands `by` places further down; nothing at the ends. */
export function moved(scenes: readonly Scene[], id: number, by: number): { id: number; position: number }[] {
  const order = [...scenes];
  const from = order.findIndex((scene) => scene.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return [];
  order.splice(to, 0, ...order.splice(from, 1));
  return order.map((scene, k) => ({ id: scene.id, position: k + 1, was: scene.position })).filter(({ position, was }) => position !== was).map(({ id, position }) => ({ id, position }));
}

class Scenes {
  all = $state.raw<readonly Scene[]>([]);
  private readonly facts = new Map<number, Facts>();
  private asked = false;

  constructor() {
    for (const [address, { value }] of desk.store.entries()) this.heard(address, value);
    desk.store.observe((address, value) => this.heard(address, value));
  }

  find(id: number): Scene | undefined {
    return this.all.find((scene) => scene.id === id);
  }
  /** The place in the list, from 1, as people count. */
  place(id: number): number {
    return this.all.findIndex((scene) => scene.id === id) + 1;
  }
  move(id: number, by: number): void {
    for (const { id: each, position } of moved(this.all, id, by)) desk.set(at.scene(each, 'position'), position);
  }

  private heard(address: string, value: Value | undefined): void {
    const found = word.exec(address);
    if (!found) return;
    const id = Number(found[1]);
    const facts = this.facts.get(id) ?? {};
    this.facts.set(id, facts);
    if (value === undefined) delete facts[found[2]!];
    else facts[found[2]!] = value;
    if (this.asked) return;
    this.asked = true;
    queueMicrotask(() => {
      this.asked = false;
      this.all = in_order(this.facts);
    });
  }
}

export const scenes = new Scenes();

export const seconds_word = (seconds: number): string => (seconds <= 0 ? 'at once' : `${Math.round(seconds * 10) / 10} s`);
