// The patch: what comes into channels and what leaves by outputs, as a list and as crossings under fingers.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { join } from './people.mjs';
import { until, until_matches } from './until.mjs';

const options = { set: { '/channel/1/name': 'Kick', '/channel/2/name': 'Snare', '/channel/7/input/source': 'input:7', '/matrix/1/name': 'Lobby', '/output/3/name': 'Sub', '/channel/5/insert/source': 'loop:6:9' } };
const patch = { path: '/app/#patch' };

/** Where the crossing of a row's address and a column's source is on the glass; both must be in sight. */
const crossing = (page, address, source) => page.tab.evaluate(([of, from]) => {
  const row = document.querySelector(`.cells [data-address="${of}"]`).getBoundingClientRect();
  const column = document.querySelector(`.head-cell[data-source="${from}"]`).getBoundingClientRect();
  return { x: column.left + column.width / 2, y: row.top + row.height / 2 };
}, [address, source]);

on_a_desk('a channel takes an input by a touch on their crossing, and a second touch parts them', options, async (desk, open) => {
  const page = await open(patch);
  const other = await open(patch);
  await page.press(page.tab.locator('.seg >> text=Grid'));
  await page.tab.locator('.head-cell[data-source="input:5"]').waitFor();
  await page.tap(await crossing(page, '/channel/2/input/source', 'input:5'));
  await until(async () => (await desk.get('/channel/2/input/source')) === 'input:5', 'the channel to take the input');
  await page.tab.locator('.head-cell.used[data-source="input:5"]').waitFor();
  // Channel 5 has it already, and another may take it too: both pages say how many do.
  await page.tap(await crossing(page, '/channel/1/input/source', 'input:5'));
  await until(async () => /3×/.test(await page.tab.locator('.head-cell[data-source="input:5"] small').innerText()), 'the input to be marked');
  await until(async () => /also/.test(await other.tab.locator('.patch-row[aria-label="Kick"] .also').innerText()), 'the list of the other page to say so');
  await page.tap(await crossing(page, '/channel/1/input/source', 'input:5'));
  await until(async () => (await desk.get('/channel/1/input/source')) === 'none', 'the channel to be free');
});

on_a_desk('a drag over the crossings scrolls them and connects nothing', options, async (desk, open) => {
  const page = await open({ ...patch, size: { width: 1024, height: 768 } });
  await page.press(page.tab.locator('.seg >> text=Grid'));
  await page.tab.locator('.head-cell').first().waitFor();
  const before = await desk.revision();
  await page.drag({ x: 700, y: 560 }, { x: -220, y: -260 });
  await until(() => page.tab.evaluate(() => document.querySelector('.crossings').scrollTop > 100), 'it to scroll');
  await page.settled();
  assert.equal(await desk.revision(), before);
});

on_a_desk('an output takes a matrix by its name and gets a name of its own', options, async (desk, open) => {
  const page = await open(patch);
  await page.press(page.tab.locator('.seg >> text=Outputs'));
  const source = page.at('/output/3/source');
  await page.press(source);
  const key = page.tab.locator('.sheet .key:text-is("Lobby L")');
  await key.scrollIntoViewIfNeeded();
  await page.press(key);
  await until(async () => (await desk.get('/output/3/source')) === 'matrix:1:l', 'output 3');
  await until_matches(source, /Lobby L/);
  const name = page.tab.locator('input[aria-label="Name of output 4"]');
  await name.fill('Drum fill');
  await name.press('Enter');
  await until(async () => (await desk.get('/output/4/name')) === 'Drum fill', 'the name');
});

on_a_desk('an output that a loop has says whose it is, and the refusal is shown', options, async (desk, open) => {
  const page = await open(patch);
  await page.press(page.tab.locator('.seg >> text=Outputs'));
  await page.press(page.tab.locator('.seg >> text=Grid'));
  await until(async () => /Loop of Ch 5/.test(await page.tab.locator('.cells [data-address="/output/6/source"] .why').innerText()), 'the loop to be named');
  await page.tap(await crossing(page, '/output/6/source', 'main:l'));
  await page.tab.locator('.reason', { hasText: 'insert of channel 5' }).waitFor();
  assert.equal(await desk.get('/output/6/source'), 'none');
  await until(async () => (await page.tab.locator('.cells [data-address="/output/6/source"] .point').count()) === 0, 'the page to show the truth');
});

on_a_desk('crossings are worked from the keyboard', options, async (desk, open) => {
  const page = await open(patch);
  await page.press(page.tab.locator('.seg >> text=Grid'));
  const grid = page.tab.getByRole('grid', { name: 'Inputs to channels' });
  await page.tab.locator('.head-cell[data-source="input:3"]').waitFor();  // how many there are is known a moment later
  await grid.focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) await page.tab.keyboard.press(key);
  await until(async () => (await desk.get('/channel/2/input/source')) === 'input:3', 'Snare to take input 3');
  await until(async () => (await page.tab.getByRole('gridcell', { name: 'Snare: Input 3' }).count()) === 1, 'it to be there');
});

const large = { sizes: { inputs: 1024, outputs: 64 }, desk: 'channels = 1024\nbuses = 8\nmonitors = 2' };
on_a_desk('a thousand by a thousand crossings are drawn only where they are seen', large, async (desk, open) => {
  const page = await open(patch);
  await page.press(page.tab.locator('.seg >> text=Grid'));
  await until(() => page.tab.evaluate(() => document.querySelector('.cells')?.getAttribute('aria-colcount') >= 1024), 'all inputs to be known');
  const elements = () => page.tab.evaluate(() => document.querySelectorAll('.plane *').length);
  assert.ok((await elements()) < 700, `${await elements()} elements`);
  await page.tab.evaluate(() => document.querySelector('.crossings').scrollTo(44 * 990, 44 * 1000));
  await page.tab.locator('.head-cell[data-source="input:1001"]').waitFor();
  await page.tap(await crossing(page, '/channel/1003/input/source', 'input:1001'));
  await until(async () => (await desk.get('/channel/1003/input/source')) === 'input:1001', 'channel 1003');
  assert.ok((await elements()) < 700, `${await elements()} elements`);
});

const tim = { name: 'Tim', role: 'technician', pin: '5150' };
on_a_desk('a technician begins with the patch and may patch, but not mix', { ...options, users: [tim] }, async (desk, open) => {
  const page = await join(desk, open, tim, { width: 1024, height: 768 });
  await page.tab.locator('.patch-page').waitFor();
  await page.press(page.tab.locator('.seg >> text=Grid'));
  await page.tab.locator('.head-cell[data-source="input:5"]').waitFor();
  await page.tap(await crossing(page, '/channel/2/input/source', 'input:5'));
  await until(async () => (await desk.get('/channel/2/input/source')) === 'input:5', 'the channel to take the input');
  await page.tab.evaluate(() => (location.hash = '#mix'));
  await page.press(page.at('/channel/2/mute'));
  await page.tab.locator('.reason').waitFor();
  assert.equal(await desk.get('/channel/2/mute'), false);
});
