import { expect, it } from 'vitest';
import { table } from '../generated/parameters';
import { at, below, has } from './addresses';

it('addresses are filled in order and carry their row', () => {
  expect(at.channel(3, 'fader').address).toBe('/channel/3/fader');
  expect(at.channel(3, 'send/{bus}/level', 12).address).toBe('/channel/3/send/12/level');
  expect(at.main('eq/band/{band}/q', 6).address).toBe('/main/eq/band/6/q');
  expect(at.session('engine/state').address).toBe('/session/engine/state');
  expect(at.bus(1, 'fader').row).toBe(table.bus.fader);
});

it('what several kinds of strips have is found below each of them', () => {
  const bus = { id: 'bus/2', kind: 'bus' };
  expect(below(bus, 'comp/threshold').address).toBe('/bus/2/comp/threshold');
  expect(below(bus, 'comp/key').row).toBe(table.bus['comp/key']);
  expect(below({ id: 'main', kind: 'main' }, 'comp/listen/{monitor}', 1).address).toBe('/main/comp/listen/1');
  expect([has(bus, 'comp/on'), has(bus, 'gate/on'), has({ kind: 'matrix' }, 'insert/on'), has({ kind: 'dca' }, 'comp/on')]).toEqual([true, false, true, false]);
});

it('what is not in the table does not compile', () => {
  // @ts-expect-error a misspelt path
  at.channel(1, 'fadr');
  // @ts-expect-error a placeholder without its number
  at.channel(1, 'send/{bus}/level');
  // @ts-expect-error a number too many
  at.channel(1, 'fader', 2);
  // @ts-expect-error the main has no pan
  at.main('pan');
  const on: boolean | undefined = at.channel(1, 'mute').holds;
  const name: string | undefined = at.channel(1, 'name').holds;
  const db: number | undefined = at.channel(1, 'fader').holds;
  expect([on, name, db]).toEqual([undefined, undefined, undefined]);
});

it('the table is sound: defaults in range, names of placeholders known', () => {
  for (const [kind, rows] of Object.entries(table)) {
    for (const [path, row] of Object.entries(rows)) {
      const place = `${kind} ${path}`;
      for (const [hole] of path.matchAll(/\{\w+\}/g)) expect(['{bus}', '{family}', '{monitor}', '{dca}', '{mutegroup}', '{channel}', '{matrix}', '{band}'], place).toContain(hole);
      if (row.type === 'f' && row.kind === 'setting') {
        expect(row.default, place).toBeGreaterThanOrEqual(row.min);
        expect(row.default, place).toBeLessThanOrEqual(row.max);
        if (row.law === 'logarithmic') expect(row.min, place).toBeGreaterThan(0);
      }
    }
  }
});
