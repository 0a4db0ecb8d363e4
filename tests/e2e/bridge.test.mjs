// The meter bridge: every level at a glance, and the way from each to what it is the level of.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { until } from './until.mjs';

const stem = await sine(-6);
const options = { device: `stems = ["${stem}"]`, set: { '/channel/1/name': 'Kick', '/channel/1/input/source': 'input:1', '/channel/1/fader': 0, '/channel/2/input/source': 'none' } };
const bridge = { path: '/app/#bridge' };

/** How much of a meter's bar is painted in the colours of a level, 0 to 1. */
const height = (page, meter) => page.tab.evaluate((of) => {
  const canvas = document.querySelector('.bridge canvas');
  const cell = document.querySelector(`[data-meter="${of}"]`)?.getBoundingClientRect();
  if (!cell || canvas.width === 0) return -1;
  const at = canvas.getBoundingClientRect();
  const ratio = canvas.width / at.width;
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  context.drawImage(canvas, 0, 0);
  const size = Math.round((cell.height - (canvas.closest('.wide') ? 38 : 24)) * ratio);
  const { data } = context.getImageData((cell.left + cell.width / 4 - at.left) * ratio, (cell.top - at.top) * ratio, 1, size);
  let painted = 0;
  for (let y = 0; y < size; y++) if (data[4 * y + 1] > 120) painted++;
  return painted / size;
}, meter);

on_a_desk('inputs, channels, main and outputs show what is heard; what is silent stays dark', options, async (desk, open) => {
  const page = await open(bridge);
  // −6 dBFS stands at −6 + 10 = +4 on the law of a fader, 0.85 of the way up.
  for (const meter of ['inputs/1', 'channels/1']) await until(async () => Math.abs((await height(page, meter)) - 0.83) < 0.06, `${meter}: ${await height(page, meter)}`);
  for (const meter of ['main/1', 'outputs/1']) await until(async () => (await height(page, meter)) > 0.6, meter);
  assert.ok((await height(page, 'channels/2')) < 0.02);
  await desk.set('/channel/1/mute', true);
  await page.tab.getByRole('button', { name: 'Channels 1: Kick, muted' }).waitFor();
  await until(async () => (await height(page, 'outputs/1')) < 0.1, 'the output to fall silent');
});

for (const size of [{ width: 1180, height: 820 }, { width: 1024, height: 768 }]) {
  on_a_desk(`the whole desk is on one page of ${size.width} × ${size.height}, and each meter is a finger's way to its strip`, options, async (desk, open) => {
    const page = await open({ ...bridge, size });
    await page.tab.locator('[data-meter="inputs/32"]').waitFor();
    const fits = await page.tab.evaluate(() => {
      const box = document.querySelector('.bridge-scroll');
      const cells = [...document.querySelectorAll('.bridge .cell')].map((cell) => cell.getBoundingClientRect());
      return { scrolls: box.scrollHeight > box.clientHeight + 1, least: Math.min(...cells.map(({ width }) => width)), low: Math.min(...cells.map(({ height }) => height)), count: cells.length };
    });
    assert.ok(!fits.scrolls && fits.least >= 28 && fits.low >= 100, JSON.stringify(fits));
    await page.press(page.tab.locator('[data-meter="channels/3"]'));
    await page.tab.locator('.strip-page [data-strip="channel/3"]').first().waitFor();
  });
}

on_a_desk('a clip of an input stays lit until it is cleared', { device: `stems = ["${await sine(0)}"]` }, async (desk, open) => {
  const page = await open(bridge);
  const red = () => page.tab.evaluate(() => {
    const canvas = document.querySelector('.bridge canvas');
    const cell = document.querySelector('[data-meter="inputs/1"]')?.getBoundingClientRect();
    if (!cell) return false;
    const at = canvas.getBoundingClientRect();
    const [r, g] = canvas.getContext('2d').getImageData(cell.left + cell.width / 2 - at.left, cell.top + 2 - at.top, 1, 1).data;
    return r > 200 && g < 120;
  });
  await until(red, 'the lamp');
  await page.press(page.tab.locator('.bottom .key', { hasText: 'clips' }));
  await until(async () => !(await red()), 'the lamp to go out');
});
