// The strip view: the EQ by touch, and the way there.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { until } from './until.mjs';

const set = { '/channel/1/eq/band/2/frequency': 400, '/channel/1/eq/band/2/gain': 0, '/channel/1/eq/band/2/q': 1 };
const band = (what) => `/channel/1/eq/band/2/${what}`;

on_a_desk('a handle dragged moves frequency and gain, the same on both pages', { set }, async (desk, open) => {
  const [one, two] = [await open({ path: '/app/#strip/channel/1' }), await open({ path: '/app/#strip/channel/1' })];
  const handle = one.tab.locator('[data-band="2"]');
  await one.down(await one.centre(handle));
  await one.move({ x: 120, y: -50 });
  await one.tab.locator('.graph-label').waitFor();
  await one.up();
  await until(async () => (await desk.get(band('gain'))) > 3 && (await desk.get(band('frequency'))) > 900, 'the desk to store both');
  assert.equal(await desk.get(band('q')), 1);
  const words = await handle.getAttribute('aria-valuetext');
  await until(async () => (await two.tab.locator('[data-band="2"]').getAttribute('aria-valuetext')) === words, 'the other page to show the same');
  const curve = (page) => page.tab.locator('#eq-card .graph .curve').getAttribute('d');
  await until(async () => (await curve(two)) === (await curve(one)), 'the same curve on both');
});

on_a_desk('a tap on the ground takes the nearest band and moves nothing; two fingers move Q', { set }, async (desk, open) => {
  const page = await open({ path: '/app/#strip/channel/1' });
  const revision = await desk.revision();
  const graph = await page.tab.locator('#eq-card .graph').boundingBox();
  const handle = await page.centre(page.tab.locator('[data-band="2"]'));
  await page.tap({ x: handle.x + 12, y: graph.y + graph.height - 30 });
  await page.tab.locator('[data-band="2"].selected').waitFor();
  await page.settled();
  assert.equal(await desk.revision(), revision, 'nothing was set');

  await page.down({ x: handle.x - 60, y: graph.y + 40 }, 1);
  await page.down({ x: handle.x + 60, y: graph.y + 40 }, 2);
  for (let k = 0; k < 6; k++) {
    await page.move({ x: -10 }, 1, 1);
    await page.move({ x: 10 }, 2, 1);
  }
  await page.up(1);
  await page.up(2);
  await until(async () => (await desk.get(band('q'))) < 0.8, 'a wider band');
  assert.equal(await desk.get(band('gain')), 0);
});

on_a_desk('a plate touched twice opens its strip; the low cut and bands switch there', { set }, async (desk, open) => {
  const page = await open();
  const plate = page.tab.locator('[data-strip="channel/3"] .plate');
  await page.press(plate);
  await page.tab.locator('[data-strip="channel/3"].selected').waitFor();
  await page.press(plate);
  await page.tab.locator('.strip-page').waitFor();
  const was = await desk.get('/channel/3/hpf/on');
  await page.press(page.at('/channel/3/hpf/on'));
  await until(async () => (await desk.get('/channel/3/hpf/on')) === !was, 'the low cut to switch');
  await page.press(page.at('/channel/3/eq/on'));
  await until(async () => (await desk.get('/channel/3/eq/on')) === false, 'the EQ to be off');
  await page.drag(await page.centre(page.at('/channel/3/eq/band/1/gain')), { y: -60 });
  await until(async () => (await desk.get('/channel/3/eq/band/1/gain')) > 2, 'the gain by its figure');
});

on_a_desk('sends, groups and input of a strip', { set: { '/bus/2/name': 'Plate' } }, async (desk, open) => {
  const page = await open({ path: '/app/#strip/channel/1' });
  await page.press(page.tab.locator('.path button', { hasText: 'Groups' }));
  await page.press(page.at('/channel/1/dca/2'));
  await page.press(page.at('/channel/1/mutegroup/1'));
  await page.press(page.tab.locator('.path button', { hasText: 'Input' }));
  await page.press(page.at('/channel/1/input/invert'));
  await page.drag(await page.centre(page.at('/channel/1/send/2/level')), { x: 90 });
  await until(async () => (await desk.get('/channel/1/dca/2')) && (await desk.get('/channel/1/mutegroup/1')) && (await desk.get('/channel/1/input/invert')), 'the switches');
  await until(async () => (await desk.get('/channel/1/send/2/level')) > -60, 'the send');
});
