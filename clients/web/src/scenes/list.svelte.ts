// The scenes of this desk in the order of their places, as they come from the wire.

import { at } from '../desk/addresses';
import { desk } from '../desk/here';
import { Listed, type PartsByNumber } from '../desk/listed.svelte';

export interface Scene {
  readonly id: number;
  readonly name: string;
  readonly position: number;
  readonly note: string;
  readonly seconds: number;
}

export const scene_words = '/scene/*/{name,position,note,seconds}';
const word = /^\/scene\/(\d+)\/(name|position|note|seconds)$/;

export function in_order(known: PartsByNumber): Scene[] {
  return [...known]
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

class Scenes extends Listed<Scene> {
  constructor() {
    super(word, in_order);
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
}

export const scenes = new Scenes();

export const seconds_word = (seconds: number): string => (seconds <= 0 ? 'at once' : `${Math.round(seconds * 10) / 10} s`);
