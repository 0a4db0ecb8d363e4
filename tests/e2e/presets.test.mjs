// Presets from the library and of one's own, copies of whole strips, and what else stands around a strip's EQ.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { pause, until } from './until.mjs';

const path = '/app/#strip/channel/1';
const desks = { desk: 'channels = 8\nbuses = 4\nmatrices = 2\nfx = 2\ndcas = 2\nmutegroups = 2\nmonitors = 2' };
const sheet = (page, word) => page.tab.locator('.sheet .key', { hasText: word });
const digit = (page, n) => page.tab.locator('.sheet').getByRole('button', { name: n, exact: true });
const stop = (page, word) => page.tab.locator('.path button', { hasText: word });

on_a_desk('a library preset is recalled with two touches, for one card or the whole strip', { ...desks, set: { '/channel/1/eq/band/1/gain': 2 } }, async (desk, open) => {
  const page = await open({ path });
  await page.press(page.tab.locator('#gate-card .keep-keys .key', { hasText: 'Preset' }));
  await page.press(sheet(page, 'Kick, inside'));
  await until(async () => (await desk.get('/channel/1/gate/threshold')) === -32 && (await desk.get('/channel/1/gate/on')), 'the gate of a kick');
  assert.equal(await desk.get('/channel/1/eq/band/1/gain'), 2, 'nothing else was touched');
  assert.equal(await sheet(page, 'Vocal bus').count(), 0, 'what has no gate is not offered');
  await page.tab.keyboard.press('Escape');

  await page.press(page.tab.locator('.path .whole'));
  await page.press(sheet(page, 'Kick, inside'));
  await until(async () => (await desk.get('/channel/1/eq/band/1/gain')) === 4 && (await desk.get('/channel/1/hpf/frequency')) === 30, 'EQ and low cut too');
});

on_a_desk('a preset of one’s own is kept under a name, recalled elsewhere, and deleted by holding', { ...desks, set: { '/channel/1/comp/on': true, '/channel/1/comp/ratio': 7 } }, async (desk, open) => {
  const page = await open({ path });
  await page.press(page.tab.locator('#comp-card .keep-keys .key', { hasText: 'Preset' }));
  await page.tab.locator('.sheet input').fill('House glue');
  await page.press(sheet(page, 'Store'));
  await sheet(page, 'House glue').waitFor();
  await page.tab.keyboard.press('Escape');

  const bus = await open({ path: '/app/#strip/bus/2' });
  await bus.press(bus.tab.locator('#comp-card .keep-keys .key', { hasText: 'Preset' }));
  await bus.press(sheet(bus, 'House glue'));
  await until(async () => (await desk.get('/bus/2/comp/ratio')) === 7 && (await desk.get('/bus/2/comp/on')), 'the bus to have it');
  const away = bus.tab.locator('.sheet .own .hold');
  await bus.press(away);
  await pause(600);
  await bus.settled();
  assert.equal(await desk.get('/preset/101/name'), 'House glue', 'a touch deletes nothing');
  await bus.hold(away, async () => (await sheet(bus, 'House glue').count()) === 0, 'it to be gone');
});

on_a_desk('a whole strip is copied and reset only by holding', { ...desks, set: { '/channel/1/eq/band/2/gain': -7, '/channel/1/fader': -12, '/channel/2/fader': -3 } }, async (desk, open) => {
  const page = await open({ path });
  await page.press(page.tab.locator('.path .whole'));
  await page.press(page.tab.locator('.sheet .faces button', { hasText: 'Copy to' }));
  const target = sheet(page, 'Ch 2');
  const revision = await desk.revision();
  await page.press(target);
  await pause(600);
  await page.settled();
  assert.equal(await desk.revision(), revision, 'a touch copies nothing');
  await page.hold(target, async () => (await desk.get('/channel/2/eq/band/2/gain')) === -7, 'the copy');
  assert.equal(await desk.get('/channel/2/fader'), -3, 'faders are not among the usual parts');
  await page.hold(sheet(page, 'Reset'), async () => (await desk.get('/channel/1/eq/band/2/gain')) === 0, 'the reset');
  assert.equal(await desk.get('/channel/1/fader'), -12);
});

on_a_desk('an insert goes through an effect or a loop, whose measurement says what came of it', desks, async (desk, open) => {
  const page = await open({ path });
  await page.press(stop(page, 'Insert'));
  await page.press(page.at('/channel/1/insert/source'));
  await page.press(sheet(page, 'FX 1'));
  await page.press(page.at('/channel/1/insert/on'));
  await until(async () => (await desk.get('/channel/1/insert/source')) === 'fx:1' && (await desk.get('/channel/1/insert/on')), 'the effect');

  await page.press(page.at('/channel/1/insert/source'));
  await page.press(sheet(page, 'Loop'));
  assert.equal(await desk.get('/channel/1/insert/source'), 'fx:1', 'half a loop is none');
  await page.press(page.tab.locator('[data-loop="out"]'));
  await page.press(digit(page, '5'));
  // How many inputs there are comes with their first meters.
  await until(async () => {
    await page.press(page.tab.locator('[data-loop="back"]'));
    return (await digit(page, '9').count()) > 0;
  }, 'the inputs to be known');
  await page.press(digit(page, '9'));
  await until(async () => (await desk.get('/channel/1/insert/source')) === 'loop:5:9', 'the loop');
  // Nothing is plugged in there: the desk says so, where the hand is.
  await page.press(page.at('/channel/1/insert/measure'));
  await page.tab.locator('.reason').waitFor();
  await until(async () => (await page.at('/channel/1/insert/measure').innerText()) === 'Measure', 'the key to be free again');

  const two = await open({ path: '/app/#strip/channel/2' });
  await two.press(stop(two, 'Insert'));
  await two.press(two.at('/channel/2/insert/source'));
  await two.press(sheet(two, 'FX 1'));
  await until(async () => (await desk.get('/channel/2/insert/source')) === 'fx:1', 'the effect, which is free');
  await page.press(page.at('/channel/1/insert/source'));
  await page.press(sheet(page, 'FX 1'));
  await page.tab.locator('.reason').waitFor();
  await until(async () => /Loop/.test(await page.at('/channel/1/insert/source').innerText()), 'the page to show what holds');
});

on_a_desk('automix, link, delay and the width of a bus', desks, async (desk, open) => {
  const page = await open({ path });
  await page.press(stop(page, 'Groups'));
  await page.press(page.tab.locator('#automix-card .faces button', { hasText: 'A' }));
  await page.press(page.at('/channel/1/link'));
  await until(async () => (await desk.get('/channel/1/automix/group')) === 1 && (await desk.get('/channel/1/link')), 'group and link');
  await until(async () => (await desk.get('/channel/2/pan')) === 1, 'the pans at the sides');
  await stop(page, 'Linked').waitFor();
  await page.tab.locator('.side .plate .number', { hasText: '1 L' }).waitFor();
  await page.drag(await page.centre(page.tab.locator('.side [data-address="/channel/1/balance"]')), { x: 40 });
  await until(async () => (await desk.get('/channel/2/balance')) > 0.1, 'the balance of both');
  assert.equal(await desk.get('/channel/2/pan'), 1, 'the pans stay');
  await page.press(stop(page, 'Input'));
  await page.press(page.at('/channel/1/input/delay/on'));
  await page.press(page.at('/channel/1/input/delay/time'));
  await page.press(digit(page, '7'));
  await page.press(page.tab.locator('.sheet .key.go'));
  await until(async () => (await desk.get('/channel/1/input/delay/time')) === 7 && (await desk.get('/channel/1/input/delay/on')), 'the delay');

  const bus = await open({ path: '/app/#strip/bus/1' });
  await desk.set('/bus/1/width', 'stereo');
  await bus.press(bus.tab.locator('.path button').first());
  await bus.at('/bus/1/image').waitFor();
  await bus.drag(await bus.centre(bus.at('/bus/1/image')), { y: -60 });
  await until(async () => (await desk.get('/bus/1/image')) > 1.2, 'a wider image');
});
