// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';

// Each begins with a page of its own, which a busy machine takes its time to load.
describe('the lock of a page', { timeout: 30_000 }, () => {
  beforeEach(() => {
    vi.resetModules();
    localStorage.clear();
    document.body.innerHTML = '<button class="key panic"></button><button class="key talk"></button><section class="unlock"><button class="in"></button></section><button class="fader"></button><input class="name">';
  });
  const pressed = (wanted: string): string[] => {
    const heard: string[] = [];
    const element = document.querySelector(wanted)!;
    for (const type of ['pointerdown', 'click', 'keydown']) {
      element.addEventListener(type, () => heard.push(type), { once: true });
      element.dispatchEvent(type === 'keydown' ? new KeyboardEvent(type, { key: 'm', bubbles: true, cancelable: true }) : new Event(type, { bubbles: true, cancelable: true }));
    }
    return heard;
  };

  it('lets through panic, talk and what opens it, and nothing else', async () => {
    const { lock } = await import('./lock.svelte');
    expect(pressed('.fader')).toHaveLength(3);
    lock.close();
    for (const free of ['.panic', '.talk', '.unlock .in']) expect(pressed(free), free).toHaveLength(3);
    for (const shut of ['.fader', '.name']) expect(pressed(shut), shut).toEqual([]);
    lock.open();
    expect(pressed('.fader')).toHaveLength(3);
  });

  it('stays when the page is loaded again', async () => {
    const before = (await import('./lock.svelte')).lock;
    before.close();
    vi.resetModules();
    const after = (await import('./lock.svelte')).lock;
    expect(after.on).toBe(true);
    before.open();
    after.open();
  });

  it('opens with its PIN only, keeps no PIN, and lets who guesses wait', async () => {
    const { lock, wait_after } = await import('./lock.svelte');
    lock.set_pin('4711');
    expect(JSON.stringify({ ...localStorage })).not.toContain('4711');
    lock.close();
    for (let k = 0; k < 2; k++) expect(lock.try_pin('0000')).toBe(0);
    expect(lock.try_pin('0000')).toBeGreaterThan(1000);
    expect(lock.try_pin('4711'), 'too early').toBeGreaterThan(0);
    expect(lock.on).toBe(true);
    expect([wait_after(2), wait_after(3), wait_after(4), wait_after(30)]).toEqual([0, 2000, 4000, 60_000]);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5000);
    expect(lock.try_pin('4711')).toBe(0);
    expect(lock.on).toBe(false);
    vi.restoreAllMocks();
  });

  it('comes by itself after the time that was set, counted from the last touch', async () => {
    vi.useFakeTimers();
    const { lock } = await import('./lock.svelte');
    const { device } = await import('../device/device.svelte');
    device.set({ lock_after: 1 });
    vi.advanceTimersByTime(50_000);
    pressed('.fader');
    vi.advanceTimersByTime(50_000);
    expect(lock.on).toBe(false);
    vi.advanceTimersByTime(12_000);
    expect(lock.on).toBe(true);
    vi.useRealTimers();
  });
});
