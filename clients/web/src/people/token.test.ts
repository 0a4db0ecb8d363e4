import { describe, expect, it } from 'vitest';
import { join_token, keep, kept } from './token';

describe('an address that was scanned', () => {
  it('brings a token, which is taken out of it; everything else stays', () => {
    expect(join_token('http://10.0.0.5:8080/app/?join=a%2Bb-c_9&x=1#family/3')).toEqual({ token: 'a+b-c_9', rest: '/app/?x=1#family/3' });
    expect(join_token('https://desk.local/app/?join=abc')).toEqual({ token: 'abc', rest: '/app/' });
  });
  it('brings nothing if nothing is in it', () => {
    expect(join_token('http://10.0.0.5:8080/app/#mix')).toEqual({ token: undefined, rest: '/app/#mix' });
    expect(join_token('http://10.0.0.5:8080/app/?join=').token).toBeUndefined();
  });
});

describe('what a device keeps', () => {
  it('is there the next time, and is forgotten whole', () => {
    const shelf = new Map<string, string>();
    const store = { getItem: (key: string) => shelf.get(key) ?? null, setItem: (key: string, value: string) => void shelf.set(key, value), removeItem: (key: string) => void shelf.delete(key) };
    keep(store, { token: 't', role: 'artist' });
    expect(kept(store)).toEqual({ token: 't', role: 'artist' });
    keep(store, { token: undefined, role: undefined });
    expect(kept(store)).toEqual({ token: undefined, role: undefined });
    expect(shelf.size).toBe(0);
  });
  it('is nothing in a browser that keeps nothing, and that is no fault', () => {
    const closed = { getItem: () => { throw new Error('denied'); }, setItem: () => { throw new Error('denied'); }, removeItem: () => { throw new Error('denied'); } };
    expect(kept(closed)).toEqual({ token: undefined, role: undefined });
    expect(() => keep(closed, { token: 't', role: 'artist' })).not.toThrow();
  });
});
