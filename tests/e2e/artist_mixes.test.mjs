// The artist's own mixes: kept, brought back, forgotten; the start mix, and the way back.

import { strict as assert } from 'node:assert';
import { drums, family, send, studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { ana, ask, join } from './people.mjs';
import { until } from './until.mjs';

const key = (page, word) => page.tab.getByRole('button', { name: word, exact: true });
const open_mixes = async (page) => {
  await page.press(page.tab.locator('.head .who'));
  await page.tab.locator('.phone-sheet').evaluate((sheet) => Promise.all(sheet.getAnimations().map(({ finished }) => finished)));
};
const near = (a, b) => Math.abs(a - b) < 0.05;

on_a_desk('a mix is kept by name, comes back over a second, and is forgotten in two touches', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await open_mixes(page);
  await page.tab.getByText('Nothing kept yet').waitFor();
  await page.tab.getByLabel('Name to keep this mix by').fill('Verse low');
  await page.press(key(page, 'Keep'));
  await key(page, 'Verse low').waitFor();
  await page.press(key(page, 'Done'));
  await until(async () => /Verse low/.test(await page.tab.locator('.head small').innerText()), 'the name of the mix');
  await page.drag(await page.centre(page.at(family(drums))), { x: -100 });
  await until(async () => (await desk.get(family(drums))) < -5, 'the drums to be down');
  await open_mixes(page);
  await page.press(key(page, 'Verse low'));
  await until(async () => near(await desk.get(family(drums)), 0), 'the kept mix');
  await until(async () => near(await page.value(family(drums)), 0), 'the kept mix on the page');
  // Its own recall is no news of the engineer.
  assert.equal(await page.tab.locator('.toast').count(), 0);
  // A phone that comes later has the same mixes.
  await page.tab.reload();
  await page.tab.locator('.phone.live .head').waitFor();
  await open_mixes(page);
  await page.press(page.tab.getByLabel('Forget Verse low', { exact: true }));
  await page.press(page.tab.getByLabel('Forget Verse low for good'));
  await page.tab.getByText('Nothing kept yet').waitFor();
});

on_a_desk('restore brings back what was before the start mix', studio(), async (desk, open) => {
  await ask(desk, { COMMAND: 'DO', DATA: ['/bus/3/cue/start/store'] });
  const page = await join(desk, open, ana);
  await page.drag(await page.centre(page.at(family(drums))), { x: -100 });
  await until(async () => (await desk.get(family(drums))) < -5, 'the drums to be down');
  const mine = await desk.get(family(drums));
  await open_mixes(page);
  await page.press(key(page, 'Start mix'));
  await until(async () => near(await desk.get(family(drums)), 0), 'the start mix');
  await page.press(key(page, 'Restore mix'));
  await until(async () => near(await desk.get(family(drums)), mine), 'my mix again');
});

on_a_desk('undo takes back my last move, not the engineer’s', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.drag(await page.centre(page.at(family(drums))), { x: -100 });
  await until(async () => (await desk.get(family(drums))) < -5, 'the drums to be down');
  await desk.set(send(5), -3);
  await page.press(key(page, 'Undo'));
  await until(async () => near(await desk.get(family(drums)), 0), 'the drums to be back');
  assert.equal(await desk.get(send(5)), -3);
});
