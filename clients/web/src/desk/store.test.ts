import { beforeEach, describe, expect, it } from 'vitest';
import { Store } from './store';

let frames: (() => void)[];
let store: Store;
const frame = (): void => frames.splice(0).forEach((flush) => flush());

beforeEach(() => {
  frames = [];
  store = new Store((flush) => frames.push(flush));
});

describe('watchers', () => {
  it('are called once a frame with the newest value', () => {
    const seen: unknown[] = [];
    store.watch('/a', () => seen.push(store.get('/a')));
    store.set('/a', 1);
    store.set('/a', 2);
    expect(seen).toEqual([]);
    expect(frames).toHaveLength(1);
    frame();
    expect(seen).toEqual([2]);
  });
  it('are not called for the same value again, nor after they ended', () => {
    let calls = 0;
    const end = store.watch('/a', () => calls++);
    store.set('/a', 1);
    frame();
    store.set('/a', 1);
    expect(frames).toHaveLength(0);
    end();
    store.set('/a', 2);
    frame();
    expect(calls).toBe(1);
  });
  it('that set something are served in the next frame', () => {
    const seen: unknown[] = [];
    store.watch('/a', () => store.set('/b', Number(store.get('/a')) + 1));
    store.watch('/b', () => seen.push(store.get('/b')));
    store.set('/a', 1);
    frame();
    frame();
    expect(seen).toEqual([2]);
  });
});

it('what the desk does not say again after it began anew is gone', () => {
  store.set('/a', 1);
  store.set('/b', 1);
  const gone: string[] = [];
  store.observe((address, value) => value === undefined && gone.push(address));
  store.begin();
  store.set('/b', 1);
  store.sweep();
  expect(gone).toEqual(['/a']);
  expect([store.get('/a'), store.get('/b')]).toEqual([undefined, 1]);
});
