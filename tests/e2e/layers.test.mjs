// Layers of one's own: made by touch, ordered by dragging and by arrows, kept by the browser.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { lit } from './canvas.mjs';
import { sine } from './stems.mjs';
import { until } from './until.mjs';

const stem = await sine(-12);
const options = {
  device: `stems = ["${stem}"]`,
  set: { '/channel/1/name': 'Kick', '/channel/1/fader': 0, '/channel/9/name': 'Vox', '/bus/2/name': 'Ana', '/dca/1/name': 'Band' },
};
const places = (page) => page.tab.locator('.in-layer li b').allInnerTexts();

async function make(page) {
  await page.press(page.tab.getByRole('button', { name: 'New layer' }));
  await page.press(page.tab.locator('[data-take="channel/9"]'));
  await page.press(page.tab.locator('[data-take="channel/1"]'));
  await page.press(page.tab.locator('.to-take .seg >> text=Buses'));
  await page.press(page.tab.locator('[data-take="bus/2"]'));
  await page.press(page.tab.locator('.to-take .seg >> text=DCAs'));
  await page.press(page.tab.locator('[data-take="dca/1"]'));
  assert.deepEqual(await places(page), ['Vox', 'Kick', 'Ana', 'Band']);
}

for (const size of [{ width: 1180, height: 820 }, { width: 1024, height: 768 }]) {
  on_a_desk(`strips of any kind stand side by side on a layer of one's own (${size.width} × ${size.height})`, options, async (desk, open) => {
    const page = await open({ path: '/app/#layers', size });
    await make(page);
    const name = page.tab.getByRole('textbox', { name: 'Name of the layer' });
    await name.fill('Show');
    await name.press('Enter');
    // The last row dragged to the top; then one place down again by its arrow.
    const grip = await page.centre(page.tab.locator('.in-layer li').nth(3).locator('.grip'));
    await page.drag(grip, { y: -56 * 3 }, 1);
    await until(async () => (await places(page)).join() === 'Band,Vox,Kick,Ana', 'the order');
    await page.press(page.tab.getByRole('button', { name: 'Band: later' }));
    assert.deepEqual(await places(page), ['Vox', 'Band', 'Kick', 'Ana']);
    await page.press(page.tab.locator('.bottom .key', { hasText: 'faders' }));
    await page.at('/dca/1/fader').waitFor();
    const strips = await page.tab.locator('.bank .strip').evaluateAll((all) => all.map((strip) => strip.dataset.strip));
    assert.deepEqual(strips, ['channel/9', 'dca/1', 'channel/1', 'bus/2']);
    await page.drag(await page.cap('/channel/1/fader'), { y: 60 });
    await until(async () => (await desk.get('/channel/1/fader')) < -3, 'its faders to move');
    await until(() => lit(page, '[data-strip="channel/1"] .meter i'), 'its meters to be drawn');
    // It is there again, and so is the way to it.
    await page.tab.reload();
    await until(() => page.is_live(), 'the link to be live');
    await page.press(page.tab.locator('.seg.layers >> text=Show'));
    await page.at('/bus/2/fader').waitFor();
  });
}

on_a_desk('a layer is deleted only by a second touch, and the desk knows nothing of layers', options, async (desk, open) => {
  const page = await open({ path: '/app/#layers' });
  const before = await desk.revision();
  await make(page);
  await page.press(page.tab.getByRole('button', { name: 'Kick: take out' }));
  assert.deepEqual(await places(page), ['Vox', 'Ana', 'Band']);
  await page.press(page.tab.locator('.in-layer .key', { hasText: 'Delete' }));
  assert.equal(await page.tab.locator('.in-layer li').count(), 3);
  await page.press(page.tab.locator('.in-layer .key', { hasText: 'Really?' }));
  await until(async () => (await page.tab.locator('.in-layer').count()) === 0, 'it to go');
  assert.equal(await desk.revision(), before);
});
