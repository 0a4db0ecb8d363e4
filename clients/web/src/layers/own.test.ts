import { describe, expect, it } from 'vitest';
import { added, changed, layers_of, longest_name, moved, place_of, toggled } from './own';

describe('layers of one’s own', () => {
  it('come back as they were kept, without what is no strip', () => {
    const mine = [{ id: '1', name: 'Show', strips: ['channel/3', 'main', 'fx/2/return', 'dca/1'] }];
    expect(layers_of(JSON.stringify(mine))).toEqual(mine);
    expect(layers_of(JSON.stringify([{ id: '1', name: 'x'.repeat(40), strips: ['channel/3', 'channel/3', 'channel/0', 'nothing/1', 4, '../x'] }]))).toEqual([{ id: '1', name: 'x'.repeat(longest_name), strips: ['channel/3'] }]);
    for (const text of [null, '', '{', '{}', '[1]', '[{"id":"a b","name":"x","strips":[]}]', '[{"id":"1","name":2,"strips":[]}]']) expect(layers_of(text), String(text)).toEqual([]);
  });
  it('have numbers that stay theirs when another goes', () => {
    const three = added(added(added([])));
    expect(three.map(({ id, name }) => [id, name])).toEqual([['1', 'Mine'], ['2', 'Mine 2'], ['3', 'Mine 3']]);
    expect(added(three.filter(({ id }) => id !== '2')).map(({ id }) => id)).toEqual(['1', '3', '2']);
    expect(changed(three, '2', { name: 'Band' })[1]).toEqual({ id: '2', name: 'Band', strips: [] });
  });
  it('are ordered by moving, never beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 1, 9)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 1, -9)).toEqual(['b', 'a', 'c']);
  });
  it('take a strip at their end, and let it go', () => {
    expect(toggled(['main'], 'bus/2')).toEqual(['main', 'bus/2']);
    expect(toggled(['main', 'bus/2'], 'main')).toEqual(['bus/2']);
  });
  it('belong to a person at a desk', () => {
    expect(place_of('desk:8443', 'Tom')).not.toBe(place_of('desk:8443', 'Ida'));
    expect(place_of('a', 'Tom')).not.toBe(place_of('b', 'Tom'));
  });
});
