// History on the page: who has done what to which strip, back to any point, A and B, undo and redo.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { ask, join } from './people.mjs';
import { pause, until } from './until.mjs';

const path = '/app/#history';
const tablet = { width: 1024, height: 768 };
const set = { '/channel/1/name': 'Vox', '/channel/2/name': 'Kick' };
const ida = { name: 'Ida', role: 'engineer', pin: '5310' };
const fader = '/channel/1/fader';
const step = (page, text) => page.tab.locator('.step-row', { hasText: text });

on_a_desk('what happened to the vocal, by whom, and back to any point of it', { users: [ida], set }, async (desk, open) => {
  const hers = await join(desk, open, ida, tablet);
  // One set each: where a hand pauses for a second, it is another step.
  await hers.drag(await hers.cap(fader), { y: -120 }, 1, 2);
  await hers.settled();
  const first = await desk.get(fader);
  assert.ok(first > -90);
  await pause(1200);
  await desk.set('/channel/2/fader', -20);
  await hers.drag(await hers.cap(fader), { y: -60 }, 1, 2);
  await until(async () => (await desk.get(fader)) > first, 'the second move');

  const page = await open({ path, size: tablet });
  await until(async () => (await step(page, 'Vox').count()) >= 2 && (await step(page, 'Kick').count()) === 1, 'what happened to all');
  await page.press(page.tab.locator('.filters .pill').first());
  await page.press(page.tab.locator('.sheet .key', { hasText: 'Vox' }));
  await until(async () => (await step(page, 'Kick').count()) === 0 && (await step(page, 'Vox').count()) >= 2, 'the vocal alone');
  await page.tab.locator('.course figcaption', { hasText: 'Vox' }).waitFor();
  await page.press(page.tab.locator('.whose button').first());
  await until(async () => (await step(page, 'Vox').count()) === 2, 'what Ida has done');
  await page.press(step(page, 'Vox').nth(1).locator('.key', { hasText: 'Back to here' }));
  await until(async () => (await desk.get(fader)) === first, 'the fader as it was after her first move');
  assert.equal(await desk.get('/channel/2/fader'), -20, 'nothing else has moved');
});

on_a_desk('two states are one touch apart', { set }, async (desk, open) => {
  for (const level of [-30, -20, -10]) {
    await desk.set(fader, level);
    await pause(1200);
  }
  const page = await open({ path, size: tablet });
  await page.press(page.tab.locator('.filters .pill').first());
  await page.press(page.tab.locator('.sheet .key', { hasText: 'Vox' }));
  await until(async () => (await step(page, 'Vox').count()) >= 3, 'three steps');
  await page.press(step(page, '−20.0 → −10.0').locator('..').locator('.step-row', { hasText: '−30.0 → −20.0' }).locator('.side').first());
  await page.tab.locator('.differences', { hasText: '−20.0' }).waitFor();
  await page.press(page.tab.locator('.hear .key', { hasText: 'Hear A' }));
  await until(async () => (await desk.get(fader)) === -20, 'A');
  await page.press(page.tab.locator('.hear .key', { hasText: 'Hear B' }));
  await until(async () => (await desk.get(fader)) === -10, 'B');
});

// A page of history has 200 entries, and is asked for each second.
on_a_desk('what happens all at once leaves no gap', { set }, async (desk, open) => {
  await desk.set('/channel/2/fader', -20);
  const page = await open({ path, size: tablet });
  await until(async () => (await step(page, 'Kick').count()) === 1, 'what had happened');
  const addresses = Array.from({ length: 32 }, (_, c) => ['fader', 'mute', 'pan', 'hpf/frequency', 'input/trim', 'input/invert', 'eq/band/1/gain', 'eq/band/2/gain', 'eq/band/3/gain'].map((word) => `/channel/${c + 1}/${word}`)).flat();
  await desk.set('/channel/1/name', 'Voice');
  for (let k = 0; k < addresses.length; k += 24)
    await Promise.all(addresses.slice(k, k + 24).map((address) => desk.set(address, /mute|invert/.test(address) ? true : address.endsWith('frequency') ? 200 : address.endsWith('pan') ? 0.5 : -3)));
  const older = page.tab.locator('.steps .older');
  await until(async () => {
    if ((await older.count()) > 0) await older.scrollIntoViewIfNeeded({ timeout: 1000 }).catch(() => undefined); // it may just have gone
    return (await page.tab.locator('.step-row').count()) === addresses.length + 2 && (await older.count()) === 0;
  }, 'all of it');
});

on_a_desk('undo and redo stand on every page; a recall is taken back where it was made', { set }, async (desk, open) => {
  const page = await open({ size: tablet });
  await page.drag(await page.cap(fader), { y: -120 }, 1, 2);
  await page.settled();
  const level = await desk.get(fader);
  assert.ok(level > -90);
  await page.press(page.tab.locator('.undo-keys .undo'));
  await until(async () => (await desk.get(fader)) === -90, 'the move to be undone');
  await page.tab.locator('.undo-said').waitFor();
  await page.press(page.tab.locator('.undo-keys .redo'));
  await until(async () => (await desk.get(fader)) === level, 'it to be there again');

  await ask(desk, { COMMAND: 'DO', DATA: ['/scene/store', 'Verse'] });
  await desk.set(fader, -3);
  await desk.set('/channel/2/mute', true);
  await page.press(page.tab.locator('[data-view="scenes"]'));
  await page.tab.locator('.change').first().waitFor();
  await page.press(page.tab.locator('.scene-keys .recall'));
  await until(async () => (await desk.get(fader)) === level && !(await desk.get('/channel/2/mute')), 'the recall');
  await page.press(page.tab.locator('.undo-recall'));
  await until(async () => (await desk.get(fader)) === -3 && (await desk.get('/channel/2/mute')), 'all of it to be taken back');
});
