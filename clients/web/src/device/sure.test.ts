import { afterEach, describe, expect, it, vi } from 'vitest';
import { device } from './device.svelte';
import { sure } from './sure.svelte';

describe('a recall that is asked for', () => {
  afterEach(() => vi.useRealTimers());
  it('is done at once where nobody wants to be asked', () => {
    device.set({ confirm_recalls: false });
    expect(sure.may('1')).toBe(true);
    expect(sure.asked).toBe('');
  });
  it('takes a second touch on the same, within three seconds', () => {
    vi.useFakeTimers();
    device.set({ confirm_recalls: true });
    expect(sure.may('1')).toBe(false);
    expect(sure.may('2')).toBe(false);
    expect(sure.may('2')).toBe(true);
    expect(sure.may('2')).toBe(false);
    vi.advanceTimersByTime(3100);
    expect(sure.may('2')).toBe(false);
  });
});
