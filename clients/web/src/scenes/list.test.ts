// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { in_order, moved, type Scene } from './list.svelte';

const scene = (id: number, position: number): Scene => ({ id, name: `S${id}`, position, note: '', seconds: 0 });

describe('scenes', () => {
  it('stand by their places, not their numbers; what has no name is not there', () => {
    const facts = new Map([[1, { name: 'Verse', position: 9 }], [2, { name: 'Chorus', position: 3 }], [3, { name: '', position: 1 }]]);
    expect(in_order(facts).map(({ name }) => name)).toEqual(['Chorus', 'Verse']);
  });
  it('change places with as few values as it takes', () => {
    const three = [scene(7, 1), scene(2, 2), scene(5, 3)];
    expect(moved(three, 2, -1)).toEqual([{ id: 2, position: 1 }, { id: 7, position: 2 }]);
    expect(moved(three, 7, -1)).toEqual([]);
    expect(moved(three, 5, 1)).toEqual([]);
    expect(moved([scene(1, 0), scene(2, 0)], 2, -1)).toEqual([{ id: 2, position: 1 }, { id: 1, position: 2 }]);
  });
});
