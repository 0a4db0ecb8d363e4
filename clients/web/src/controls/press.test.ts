// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { press } from './press';

let key: HTMLButtonElement;
let presses = 0;
let long = 0;

beforeEach(() => {
  presses = long = 0;
  key = document.createElement('button');
  key.setPointerCapture = () => undefined;
  press(() => presses++, () => long++)(key);
});

function finger(type: string, id: number, x = 0, y = 0): void {
  const event = new MouseEvent(type, { clientX: x, clientY: y, bubbles: true, button: 0 });
  Object.defineProperty(event, 'pointerId', { value: id });
  key.dispatchEvent(event);
}

describe('a press', () => {
  it('is down and up with any finger', () => {
    finger('pointerdown', 7);
    finger('pointerup', 7);
    expect(presses).toBe(1);
  });
  it('is none on a key that is out of use', () => {
    key.disabled = true;
    finger('pointerdown', 7);
    finger('pointerup', 7);
    expect(presses).toBe(0);
  });
  it('is none when the finger wanders off, or is another', () => {
    finger('pointerdown', 1);
    finger('pointermove', 1, 30, 0);
    finger('pointerup', 1, 30, 0);
    finger('pointerdown', 2);
    finger('pointerup', 3);
    expect(presses).toBe(0);
    finger('pointerup', 2);
    expect(presses).toBe(1);
  });
  it('of half a second is a long one, and no press', () => {
    vi.useFakeTimers();
    finger('pointerdown', 1);
    vi.advanceTimersByTime(520);
    finger('pointerup', 1);
    vi.useRealTimers();
    expect([presses, long]).toEqual([0, 1]);
  });
  it('comes from the keyboard as a click without a pointer', () => {
    key.dispatchEvent(new MouseEvent('click', { detail: 0 }));
    key.dispatchEvent(new MouseEvent('click', { detail: 1 }));
    expect(presses).toBe(1);
  });
});
