// Meters and clip lamps, with real sound through the virtual device.

import { strict as assert } from 'node:assert';
import { lit } from './canvas.mjs';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { pause, until, until_matches } from './until.mjs';

const stem = await sine(0);
const loud = { device: `stems = ["${stem}"]`, set: { '/channel/1/fader': -20, '/channel/1/input/source': 'input:1', '/channel/1/input/trim': 6, '/channel/2/input/source': 'none' } };

on_a_desk('a clip lamp latches until it is touched', loud, async (desk, open) => {
  const page = await open();
  const lamp = page.tab.locator('[data-strip="channel/1"] .lamp');
  await lamp.waitFor();
  await until_matches(lamp, /^\d+$/);
  assert.equal(await page.tab.locator('[data-strip="channel/2"] .lamp').count(), 0);
  await desk.set('/channel/1/input/trim', -20);
  await pause(600);
  assert.equal(await lamp.count(), 1, 'it stays when the sound is calm again');
  await page.press(lamp);
  await until(async () => (await lamp.count()) === 0, 'the lamp to go out');
  assert.ok((await desk.get('/channel/1/fader')) === -20, 'the fader under it did not move');
});

on_a_desk('a meter shows what sounds', loud, async (desk, open) => {
  const page = await open();
  const sounds = (n) => lit(page, `[data-strip="channel/${n}"] .meter > i`);
  await until(() => sounds(1), 'channel 1 to be seen');
  assert.equal(await sounds(2), false);
});
