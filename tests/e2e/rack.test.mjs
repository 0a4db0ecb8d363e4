// The effects: choosing, setting, hearing them in their return, and copies.

import { strict as assert } from 'node:assert';
import { lit, painted } from './canvas.mjs';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { pause, until, until_matches } from './until.mjs';

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
const into = '.in-out span:nth-child(1) i';
const out = '.in-out span:nth-child(2) i';

on_a_desk('an effect is chosen with one touch, and its return sounds', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 1));
  assert.equal(await lit(page, returned), false, 'an empty slot returns nothing');
  await page.press(page.tab.locator('[data-type="plate"]'));
  await until(async () => (await desk.get('/fx/1/type')) === 'plate', 'the plate');
  await until(() => lit(page, returned), 'the return’s meter to move');
  await until(() => lit(page, `[data-slot="1"] ${into}`), 'the slot’s own to move too');
  await until(() => lit(page, `[data-slot="1"] ${out}`), 'and what comes of it');
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
  // However busy the machine is: the beat is a time between two taps, and the page says the same as the desk.
  const beat = () => desk.get('/fx/2/delay/time');
  await until(async () => {
    await page.tap(at);
    await pause(380);
    return (await beat()) > 300 && (await beat()) < 1500 && Math.abs((await beat()) - 500) > 1;
  }, 'another beat');
  await until(async () => Math.abs(60_000 / parseFloat(await key.locator('small').innerText()) - (await beat())) < 5, 'its tempo on the key');
});

on_a_desk('a band of the graphic EQ moves alone', fed, async (desk, open) => {
  const page = await open(rack);
  await page.press(slot(page, 3));
  const band = page.at('/fx/3/graphic/band/18/gain').first();
  await band.waitFor();
  await page.drag(await page.centre(band), { y: -80 });
  await until(async () => (await desk.get('/fx/3/graphic/band/18/gain')) > 2, 'the band at 1 kHz');
  assert.equal(await desk.get('/fx/3/graphic/band/17/gain'), 0);
  await until_matches(page.tab.locator('.one-band'), /1\.00 kHz/);
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
  await until(async () => (await page.tab.locator('[data-strip="channel/2"]').count()) === 1, 'it to be there');
});

// It lowers all of the sine by 10 dB: half of its scale.
const lowering = {
  ...fed,
  set: {
    ...fed.set, '/channel/1/insert/source': 'fx:4', '/channel/1/insert/on': true, '/fx/4/type': 'deesser', '/fx/4/deesser/mode': 'wide',
    '/fx/4/deesser/frequency': 1500, '/fx/4/deesser/threshold': -60, '/fx/4/deesser/ratio': 20, '/fx/4/deesser/range': 10,
  },
};
on_a_desk('an effect in an insert shows what goes in, what comes of it and what it takes away', lowering, async (desk, open) => {
  const page = await open(rack);
  const shows = async (on, what, reduction) => {
    await until(async () => Math.abs((await painted(on, reduction)) - 0.5) < 0.05, 'a reduction of 10 dB');
    await until(() => lit(on, `${what} ${into}`), 'what goes in');
    await until(() => lit(on, `${what} ${out}`), 'what comes of it');
    const lower = async () => (await painted(on, `${what} ${into}`)) - (await painted(on, `${what} ${out}`));
    await until(async () => (await lower()) > 0.15, 'that it is less');
  };
  await page.press(slot(page, 4));
  await shows(page, '[data-slot="4"]', '.own-reduction i');
  const strip = await open({ path: '/app/#strip/channel/1' });
  await strip.press(strip.tab.locator('.path >> text=Insert'));
  await shows(strip, '.insert-card', '.insert-card .gr-scale i');
  // The return that it does not have now shows nothing.
  await strip.tab.evaluate(() => (location.hash = '#strip/fx/4/return'));
  await strip.tab.locator('[data-strip="fx/4/return"]').waitFor();
  await until(async () => (await strip.tab.locator('[data-strip="fx/4/return"] .meter > i').count()) === 0, 'no meter at the return');
  await desk.set('/channel/1/insert/source', 'none');
  await strip.tab.locator('[data-strip="fx/4/return"] .meter > i').first().waitFor();
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
