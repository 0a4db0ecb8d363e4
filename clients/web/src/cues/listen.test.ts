// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { way } from './listen.svelte';

describe('from some solos to others', () => {
  it('presses only what differs', () => {
    expect(way(['channel/1', 'bus/3'], ['bus/3', 'bus/4'])).toEqual({ off: ['channel/1'], on: ['bus/4'] });
    expect(way([], [])).toEqual({ off: [], on: [] });
  });
});
