// The effects: choosing, setting, hearing them in their return, and copies.

import { strict as assert } from 'node:assert';
import { lit } from './canvas.mjs';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { pause, until } from './until.mjs';

const stem = await sine(-12);
const fed = {
  device: `stems = ["${stem}"]`,
  set: {
    '/channel/1/input/source': 'input:1', '/channel/1/fader': 0, '/bus/5/kind': 'fx', '/bus/5/name': 'Reverb', '/channel/1/send/5/on': true,
    '/channel/1/send/5/level': 0, '/fx/1/source': 'bus:5', '/fx/2/type': 'delay', '/fx/3/type': 'graphic', '/bus/3/kind': 'cue', '/bus/3/name': 'Ana',
  },
};
const rack = { path: '/app/#fx' };
const slot = (page, n) => page.tab.locator(`[data-slot="${n}"] .slot-key`);

const returned = '.return .strip .meter > i';
const out = '[data-slot="1"] .in-out span:nth-child(2) i';

on_a_desk('an effect is chosen with one touch, and its return sounds', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 1));
  assert.equal(await lit(page, returned), false, 'an empty slot returns nothing');
  await page.press(page.tab.locator('[data-type="plate"]'));
  await until(async () => (await desk.get('/fx/1/type')) === 'plate', 'the plate');
  await until(() => lit(page, returned), 'the return’s meter to move', 10_000);
  await until(() => lit(page, out), 'the slot’s own to move too');
  await page.press(page.tab.locator('.return .strip .mute'));
  await until(() => desk.get('/fx/1/return/mute'), 'the return to be muted');
});

on_a_desk('settings follow the finger, and go back with one touch', fed, async (desk, open) => {
  const page = await open(rack);
  await desk.set('/fx/1/type', 'hall');
  const decay = page.at('/fx/1/hall/decay');
  await decay.waitFor();
  const curve = () => page.tab.locator('.picture .curve').getAttribute('d');
  const before = await curve();
  await page.drag(await page.centre(decay), { y: -60 });
  await until(async () => (await desk.get('/fx/1/hall/decay')) > 4, 'a longer hall');
  await until(async () => (await curve()) !== before, 'the picture to follow');
  await page.press(page.tab.locator('.fx-card .key:text-is("Reset")'));
  await until(async () => Math.abs((await desk.get('/fx/1/hall/decay')) - 2.4) < 0.001, 'its default');
  assert.equal(await desk.get('/fx/1/type'), 'hall', 'it is a hall still');

  await page.tap(await page.centre(page.at('/fx/1/hall/size')));
  await page.tab.locator('.sheet.of-pad').waitFor();
  for (const digit of ['4', '2']) await page.press(page.tab.locator(`.digits .key:text-is("${digit}")`));
  await page.press(page.tab.locator('.digits .key.go'));
  await until(async () => (await desk.get('/fx/1/hall/size')) === 42, 'a size typed on the pad');
});

on_a_desk('the beat of a delay is tapped', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 2));
  const key = page.at('/fx/2/delay/tap');
  await key.waitFor();
  const at = await page.centre(key);
  const took = [];
  for (let k = 0; k < 3; k++) {
    await page.tap(at);
    took.push(performance.now());
    await pause(380);
  }
  // However busy the machine is: the beat is a time between two taps, and the page says the same as the desk.
  await until(async () => Math.abs((await desk.get('/fx/2/delay/time')) - 500) > 1, 'another beat');
  const beat = await desk.get('/fx/2/delay/time');
  assert.ok(beat > 300 && beat < 1500, `${beat} ms`);
  await until(async () => Math.abs(60_000 / parseFloat(await key.locator('small').innerText()) - beat) < 5, 'its tempo on the key');
});

on_a_desk('a band of the graphic EQ moves alone', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 3));
  const band = page.at('/fx/3/graphic/band/18/gain').first();
  await band.waitFor();
  await page.drag(await page.centre(band), { y: -80 });
  await until(async () => (await desk.get('/fx/3/graphic/band/18/gain')) > 2, 'the band at 1 kHz');
  assert.equal(await desk.get('/fx/3/graphic/band/17/gain'), 0);
  assert.match(await page.tab.locator('.one-band').innerText(), /1\.00 kHz/);
  await page.press(page.tab.locator('.one-band .key:text-is("Flat")'));
  await until(async () => (await desk.get('/fx/3/graphic/band/18/gain')) === 0, 'all of it flat');
});

on_a_desk('a return goes to headphones, and an effect to another slot within two touches', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 2));
  await page.drag(await page.centre(page.at('/fx/2/return/send/3/level')), { x: 60 });
  await until(async () => (await desk.get('/fx/2/return/send/3/level')) > -60, 'Ana to have it');
  assert.equal(await page.at('/fx/2/return/send/5/level').count(), 0, 'no return feeds an effect');
  await desk.set('/fx/2/delay/feedback', 0.75);
  await page.press(page.tab.locator('.fx-card .key:text-is("Copy")'));
  await page.press(page.tab.locator('.sheet [data-target="/fx/4"]'));
  await until(async () => (await desk.get('/fx/4/type')) === 'delay' && Math.abs((await desk.get('/fx/4/delay/feedback')) - 0.75) < 1e-6, 'the copy');
});

on_a_desk('an effect in an insert says where, and has no return', { ...fed, set: { ...fed.set, '/channel/2/name': 'Vox', '/fx/4/type': 'deesser', '/channel/2/insert/source': 'fx:4' } }, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 4));
  await page.tab.locator('.returned >> text=In the insert of Vox').waitFor();
  assert.equal(await page.tab.locator('.return .strip').count(), 0);
  await page.press(page.at('/channel/2/insert/on'));
  await until(() => desk.get('/channel/2/insert/on'), 'the voice to go through it');
  await page.press(page.tab.locator('.returned .key'));
  await page.tab.locator('.strip-page').waitFor();
  assert.equal(await page.tab.locator('[data-strip="channel/2"]').count(), 1);
});

on_a_desk('an effect is kept under a name, and comes back in another slot with its type', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 2));
  await desk.set('/fx/2/delay/time', 321);
  await page.press(page.tab.locator('.fx-card .key:text-is("Preset")'));
  await page.tab.locator('.sheet .store input').fill('Verse echo');
  await page.press(page.tab.locator('.sheet .store .key.go'));
  await page.tab.locator('.sheet [data-preset] >> text=Verse echo').waitFor();
  await page.tab.keyboard.press('Escape');
  await page.press(slot(page, 4));
  await desk.set('/fx/4/type', 'chorus');
  await page.press(page.tab.locator('.fx-card .key:text-is("Preset")'));
  await page.press(page.tab.locator('.sheet [data-preset] >> text=Verse echo'));
  await until(async () => (await desk.get('/fx/4/type')) === 'delay' && (await desk.get('/fx/4/delay/time')) === 321, 'the echo');
  await page.press(page.tab.locator('.sheet [data-preset] >> text=Plate, voice'));
  await until(async () => (await desk.get('/fx/4/type')) === 'plate' && (await desk.get('/fx/4/plate/predelay')) === 30, 'one of the library');
});
