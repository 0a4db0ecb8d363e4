import { expect, it } from 'vitest';
import { is_here, may_load_again } from './again';

const storage = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> => {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: (key) => void kept.delete(key) };
};

it('a page that never comes loads itself again three times and then waits for a finger', () => {
  const kept = storage();
  expect([1, 2, 3, 4, 5].map(() => may_load_again(kept))).toEqual([true, true, true, false, false]);
});

it('a page that came may try as often the next time', () => {
  const kept = storage();
  for (let n = 0; n < 4; n++) may_load_again(kept);
  is_here(kept);
  expect(may_load_again(kept)).toBe(true);
});
