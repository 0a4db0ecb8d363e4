// The artist's phone on its side: the same mix in two columns, with the keys beside it.

import { strict as assert } from 'node:assert';
import { band, drums, family, send, studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { phone } from './page.mjs';
import { ana, join } from './people.mjs';
import { until } from './until.mjs';

const side = { width: 844, height: 390 };
const key = (page, word) => page.tab.getByRole('button', { name: word, exact: true });
const swipe = async (page, address, by) => page.drag(await page.centre(page.at(address)), { x: by });
const box = (page, address) => page.at(address).boundingBox();
const rows = (page) => page.tab.locator('.fam [role="slider"]').evaluateAll((all) => all.map((one) => one.dataset.address));

on_a_desk('on its side the phone has the same rows in two columns, and moves them alike', studio(), async (desk, open) => {
  const page = await join(desk, open, ana, side);
  const upright = await join(desk, open, ana, phone);
  assert.deepEqual(await rows(page), await rows(upright), 'the same mix in the same order');
  const [me, first, second] = [await box(page, '/bus/3/cue/me/level'), await box(page, family(drums)), await box(page, family(band))];
  assert.ok(first.x > me.x + me.width && Math.abs(first.y - me.y) < 2, 'drums beside me');
  assert.ok(Math.abs(second.x - me.x) < 2 && second.y > me.y, 'the band below me');
  const everything = await box(page, '/bus/3/fader');
  for (const word of ['Undo', 'Restore mix', 'Call Tom']) {
    const { x } = await key(page, word).boundingBox();
    assert.ok(x > everything.x + everything.width, `${word} at the side`);
  }
  // A quarter of 310 pixels, less the 8 that decide, is 10 dB here as there.
  await swipe(page, family(drums), -85.5);
  await until(async () => Math.abs((await desk.get(family(drums))) + 10) < 0.6, 'the drums to be down');
  await swipe(page, '/bus/3/fader', -40);
  await until(async () => (await desk.get('/bus/3/fader')) < -13, 'everything to be down');
  await page.press(page.tab.locator('.mute-big'));
  await until(async () => await desk.get('/bus/3/mute'), 'my mute');
  await page.press(key(page, 'Undo'));
  await until(async () => !(await desk.get('/bus/3/mute')), 'the undo');
});

on_a_desk('turning the phone keeps the place, the sheet and the lock', studio(), async (desk, open) => {
  const page = await join(desk, open, ana, phone);
  await page.press(page.tab.getByLabel('Open Vocals'));
  await page.tab.locator('.strip-row').first().waitFor();
  await page.tab.setViewportSize(side);
  const [one, other] = [page.at(send(5)), page.at(send(6))];
  await until(async () => Math.abs((await one.boundingBox()).y - (await other.boundingBox()).y) < 2, 'the voices side by side');
  await swipe(page, send(5), 40);
  await until(async () => (await desk.get(send(5))) > -11, 'Chloé to be up');
  await page.press(page.tab.getByLabel('Back to my mix'));
  await page.press(page.tab.locator('.ears'));
  await page.tab.setViewportSize(phone);
  assert.equal(await page.tab.locator('.phone-sheet').count(), 1, 'the sheet is still there');
  await page.press(key(page, 'Done'));
  await page.press(page.tab.getByLabel('Lock against pockets'));
  await page.tab.setViewportSize(side);
  const slide = page.tab.locator('.slide-lock button');
  const before = await desk.revision();
  await swipe(page, family(drums), -60);
  assert.equal(await desk.revision(), before, 'nothing was set');
  await page.drag(await page.centre(slide), { x: 260 });
  await until(async () => (await slide.count()) === 0, 'the lock to open');
});

on_a_desk('a desk with few families leaves the rest of the side empty; a lost link is said in full', studio({ set: Object.fromEntries([4, 5, 7].map((n) => [send(n, 'show'), false])) }), async (desk, open) => {
  const page = await join(desk, open, ana, { width: 667, height: 375 });
  await page.tab.getByLabel('Open Vocals').waitFor();
  const [me, everything] = [await box(page, '/bus/3/cue/me/level'), await box(page, '/bus/3/fader')];
  assert.ok(me.height >= 52 && me.height < 90, `a row is as high as with all families: ${me.height}`);
  assert.ok(everything.y + everything.height <= 375 && everything.y > 300, 'everything is at the foot');
  desk.pause();
  await page.tab.locator('.veil').waitFor();
  const outside = await page.tab.locator('.veil > *').evaluateAll((all) => all.filter((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return top < 0 || bottom > innerHeight;
  }).map((one) => one.textContent));
  desk.unpause();
  assert.deepEqual(outside, []);
  await page.tab.locator('.veil').waitFor({ state: 'detached' });
});
