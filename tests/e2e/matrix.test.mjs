// Matrices: what they are made of, their faders, and where they leave the desk.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { until } from './until.mjs';

const stem = await sine(-12);
const options = {
  device: `stems = ["${stem}"]`,
  set: { '/channel/1/input/source': 'input:1', '/channel/1/fader': 0, '/matrix/1/name': 'Lobby', '/bus/2/name': 'Drums', '/matrix/1/fader': -10 },
};
const matrices = { path: '/app/#matrix' };

/** What a client of its own hears of the matrix, in dB. */
const level = (page) => page.tab.evaluate(() => new Promise((done) => {
  const wire = new WebSocket(`ws://${location.host}/`);
  wire.binaryType = 'arraybuffer';
  wire.onopen = () => wire.send(JSON.stringify({ COMMAND: 'METERS', DATA: { WHAT: 'matrices:1-1', RATE: 10 }, ID: 1 }));
  let frames = 0;
  wire.onmessage = ({ data }) => {
    if (typeof data === 'string' || ++frames < 4) return;
    wire.close();
    // "/meters/matrices" ",b" size, then record length, first strip, and the record; the fifth is the left output.
    const view = new DataView(data);
    done(view.getInt16(data.byteLength - 4, true) / 100);
  };
}));

on_a_desk('a matrix is fed by main and buses, and its fader is what leaves it', options, async (desk, open) => {
  const page = await open(matrices);
  const on = page.at('/main/matrix/1/on');
  await page.press(on);
  await until(() => desk.get('/main/matrix/1/on'), 'main to feed it');
  await page.press(page.at('/bus/2/matrix/1/on'));
  await page.drag(await page.centre(page.at('/bus/2/matrix/1/level')), { x: -40 });
  await until(async () => (await desk.get('/bus/2/matrix/1/on')) && (await desk.get('/bus/2/matrix/1/level')) < -3, 'the bus too, lower');
  // −12 dBFS, 3 dB lower on each side of main, 10 dB lower by the fader.
  await until(async () => Math.abs((await level(page)) + 25) < 0.2, 'the sound');
  await page.drag(await page.cap('/matrix/1/fader'), { y: -60 });
  const db = await page.value('/matrix/1/fader');
  assert.ok(db > -8);
  await until(async () => Math.abs((await desk.get('/matrix/1/fader')) - db) < 0.06, 'the desk to store it');
  await until(async () => Math.abs((await level(page)) + 15 - db) < 0.2, 'the sound to follow');
  await page.press(page.at('/matrix/1/mute'));
  await until(() => desk.get('/matrix/1/mute'), 'the mute');
});

on_a_desk('matrices and returns are layers of the mixer', options, async (desk, open) => {
  const page = await open();
  await page.press(page.tab.locator('.seg >> text=Matrix'));
  await page.tab.locator('[data-strip="matrix/1"]').waitFor();
  await page.drag(await page.cap('/matrix/1/fader'), { y: -40 });
  await until(async () => (await desk.get('/matrix/1/fader')) > -9, 'its fader');
  await page.press(page.tab.locator('.seg >> text=FX'));
  await page.press(page.at('/fx/1/return/mute'));
  await until(() => desk.get('/fx/1/return/mute'), 'a return to be muted');
  const plate = page.tab.locator('[data-strip="fx/1/return"] .plate');
  await page.press(plate);
  await page.press(plate);
  await page.tab.locator('.strip-page [data-strip="fx/1/return"]').waitFor();
});
