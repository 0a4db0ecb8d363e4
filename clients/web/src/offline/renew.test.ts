import { describe, expect, it, vi } from 'vitest';

vi.mock('../desk/here', () => ({ desk: { on_state: () => () => undefined } }));
const { look } = await import('./renew');

const around = (version: string | undefined, idle: () => number) => {
  const waits: number[] = [];
  const reloads: string[] = [];
  return {
    waits, reloads,
    it: {
      asked: () => Promise.resolve(version), idle,
      later: (then: () => void, ms: number) => {
        waits.push(ms);
        then();
      },
      reload: (to: string) => void reloads.push(to),
    },
  };
};

describe('a page beside a newer desk', () => {
  it('loads itself again', async () => {
    const { it: there, reloads } = around('b', () => Infinity);
    await look('a', there);
    expect(reloads).toEqual(['b']);
  });
  it('waits for the hands that are on it', async () => {
    let idle = 0;
    const { it: there, reloads, waits } = around('b', () => (idle += 1500));
    await look('a', there);
    expect(waits).toEqual([2500, 1000]);
    expect(reloads).toEqual(['b']);
  });
  it('stays when the builds are the same, the desk says nothing, or it does not know its own', async () => {
    for (const [mine, theirs] of [['a', 'a'], ['a', undefined], ['', 'b']] as const) {
      const { it: there, reloads } = around(theirs, () => Infinity);
      await look(mine, there);
      expect(reloads).toEqual([]);
    }
  });
});
