import { describe, expect, it } from 'vitest';
import { kept_of } from './kept';
import { hash_of, place_of } from './place.svelte';

describe('the address line', () => {
  it('keeps every place', () => {
    for (const place of [{ at: 'mix' }, { at: 'me' }, { at: 'more' }, { at: 'family', k: 4 }] as const) expect(place_of(hash_of(place))).toEqual(place);
  });
  it('with anything else in it is the first screen', () => {
    for (const hash of ['', '#', '#strip/channel/1', '#family', '#family/x', '#family/-1', '#setup']) expect(place_of(hash)).toEqual({ at: 'mix' });
  });
});

it('a list of kept mixes comes as number, name, number, name', () => {
  expect(kept_of([7, 'Verse low', 9, 'Chorus'])).toEqual([{ id: 7, name: 'Verse low' }, { id: 9, name: 'Chorus' }]);
  expect(kept_of([])).toEqual([]);
});
