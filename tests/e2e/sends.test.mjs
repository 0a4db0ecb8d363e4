// Sends on faders: the whole page is one bus's.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { until } from './until.mjs';

const near = (a, b, by = 0.06) => Math.abs(a - b) <= by;
const set = {
  '/bus/3/name': 'Ana', '/bus/3/kind': 'cue', '/bus/3/color': '#f58fcf', '/bus/3/fader': -6,
  '/channel/1/fader': -10, '/channel/1/send/3/level': -20, '/channel/2/send/3/level': -20,
};

on_a_desk('sends on faders set the sends of that bus, and end on leaving', { set }, async (desk, open) => {
  const page = await open();
  const ground = () => page.tab.evaluate(() => getComputedStyle(document.querySelector('.strip')).backgroundColor);
  const before = await ground();
  await page.press(page.tab.locator('.to-sends'));
  await page.press(page.tab.locator('.seg.buses >> text=Ana'));
  await page.tab.locator('.banner >> text=Sends to Ana').waitFor();
  await until(async () => (await ground()) !== before, 'the ground to take the hue of the bus');

  const send = '/channel/1/send/3/level';
  await until(async () => (await page.value(send)) === -20, 'the send on the fader');
  await page.drag(await page.cap(send), { y: -50 });
  const level = await page.value(send);
  assert.ok(level > -15);
  await until(async () => near(await desk.get(send), level), 'the desk to store it');
  assert.equal(await desk.get('/channel/1/fader'), -10, 'the channel’s own fader did not move');
  await until(async () => (await page.tab.locator('[data-strip="channel/1"] .ghost').count()) === 1, 'its mark is shown');

  const was_on = await desk.get('/channel/2/send/3/on');
  await page.press(page.at('/channel/2/send/3/on'));
  await until(async () => (await desk.get('/channel/2/send/3/on')) !== was_on, 'the send to switch');
  assert.equal(await page.at('/channel/2/send/3/on').getAttribute('class').then((names) => names.includes('send-on')), true);
  assert.equal(await page.at('/channel/2/mute').count(), 0, 'no mute where the send’s key is');

  await page.drag(await page.cap('/bus/3/fader'), { y: 30 });
  await until(async () => (await desk.get('/bus/3/fader')) < -7, 'the master to be the bus’s');

  await page.press(page.tab.locator('.banner .back'));
  await page.at('/channel/1/fader').waitFor();
  assert.equal(await page.tab.locator('.banner').count(), 0);
  await until(async () => (await ground()) === before, 'the ground to be the usual one');

  await page.press(page.tab.locator('.to-sends'));
  await page.tab.locator('.banner').waitFor();
  await page.tab.keyboard.press('Escape');
  await page.at('/channel/1/fader').waitFor();

  await page.press(page.tab.locator('.to-sends'));
  await page.tab.locator('.banner').waitFor();
  await page.tab.reload();
  await page.at('/channel/1/fader').waitFor();
  assert.equal(await page.tab.locator('.banner').count(), 0, 'a reload has left them');
});

on_a_desk('a send’s pan goes with the strip until it is moved, and again after a double tap', { set: { ...set, '/channel/1/pan': 0.5 } }, async (desk, open) => {
  const page = await open();
  await page.press(page.tab.locator('.to-sends'));
  await page.press(page.tab.locator('.seg.buses >> text=Ana'));
  const pan = page.at('/channel/1/send/3/pan');
  await until(async () => (await pan.getAttribute('aria-valuetext')) === 'R 50, with the strip', 'the strip’s own pan');
  await page.drag(await page.centre(pan), { x: -40 });
  await until(async () => (await desk.get('/channel/1/send/3/pan_follow')) === false, 'the send to go its own way');
  await page.settled();
  assert.ok((await desk.get('/channel/1/send/3/pan')) < 0.4);
  assert.equal(await desk.get('/channel/1/pan'), 0.5);
  await page.double_tap(await page.centre(pan));
  await until(() => desk.get('/channel/1/send/3/pan_follow'), 'the send to go with the strip again');
});

on_a_desk('returns of effects are sent to headphones on faders too', { set: { ...set, '/fx/1/return/name': 'Hall' } }, async (desk, open) => {
  const page = await open();
  await page.press(page.tab.locator('.to-sends'));
  await page.press(page.tab.locator('.seg.buses >> text=Ana'));
  await page.tab.locator('.banner').waitFor();
  const overview = await page.tab.locator('.overview').boundingBox();
  await page.tap({ x: overview.x + overview.width - 12, y: overview.y + 30 });
  const send = '/fx/1/return/send/3/level';
  await page.at(send).waitFor();
  await until(async () => (await page.tab.locator('[data-strip="fx/1/return"]').count()) === 1, 'the return');
  await page.drag(await page.cap(send), { y: -120 });
  await until(async () => (await desk.get(send)) > -60, 'Ana to hear the hall');
});
