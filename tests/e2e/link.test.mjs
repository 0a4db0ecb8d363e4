// A link that is lost, and comes back by itself.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { until } from './until.mjs';

const fader = '/channel/1/fader';
const set = { [fader]: -10, '/channel/2/fader': -10 };

async function hands_are_ignored(page) {
  await page.tab.locator('.asleep').waitFor();
  await page.tab.locator('.lost-bar.lost').waitFor();
  assert.equal(await page.at(fader).getAttribute('aria-disabled'), 'true');
  const before = await page.cap(fader);
  await page.drag(before, { y: -80 });
  await page.press(page.at('/channel/1/mute'));
  assert.deepEqual(await page.cap(fader), before, 'the cap did not move');
  assert.equal(await page.tab.locator('.touched').count(), 0, 'no hand is taken');
}

on_a_desk('a desk that is silent for a second greys the faders; nothing done meanwhile is sent', { set }, async (desk, open) => {
  const page = await open();
  await until(async () => /ms/.test(await page.tab.locator('.link').innerText()), 'the round trip');
  desk.pause();
  await hands_are_ignored(page);
  desk.unpause();
  await until(() => page.is_live(), 'the link to be back');
  await page.settled();
  assert.equal(await desk.get(fader), -10);
  assert.equal(await desk.get('/channel/1/mute'), false);
  assert.equal(await page.value(fader), -10);
});

on_a_desk('a hand on a fader when the link goes is let go, and shows the truth afterwards', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.cap(fader));
  await page.move({ y: -20 });
  desk.pause();
  await page.tab.locator('.asleep').waitFor();
  await page.move({ y: -60 });
  await page.up();
  desk.unpause();
  await until(() => page.is_live(), 'the link to be back');
  await until(async () => Math.abs((await desk.get(fader)) - (await page.value(fader))) < 0.01, 'page and desk to agree');
  assert.ok((await page.value(fader)) < -4, 'what was moved without a link was not sent');
});

on_a_desk('a restarted desk is found again, and what changed is shown', { set }, async (desk, open) => {
  const page = await open();
  await desk.kill();
  await hands_are_ignored(page);
  await desk.restart();
  await desk.set('/channel/2/fader', -3);
  await until(() => page.is_live(), 'the link to be back');
  await until(async () => (await page.value('/channel/2/fader')) === -3, 'the new value');
  await until(async () => (await page.value(fader)) === (await desk.get(fader)), 'page and desk to agree');
  assert.equal(await desk.get('/channel/1/mute'), false);
  await page.drag(await page.cap(fader), { y: -40 });
  await until(async () => (await desk.get(fader)) > -9, 'hands to be taken again');
});

on_a_desk('the network breaks and comes back: the page resumes with what it missed', { set }, async (desk, open) => {
  const page = await open();
  await page.context.setOffline(true);
  await page.tab.evaluate(() => undefined);
  desk.pause();
  await page.tab.locator('.asleep').waitFor();
  desk.unpause();
  await desk.set('/channel/2/fader', -25);
  await page.context.setOffline(false);
  const back = Date.now();
  await until(async () => (await page.is_live()) && (await page.value('/channel/2/fader')) === -25, 'what was missed');
  console.log(`# from the network's return to the truth on the page: ${Date.now() - back} ms`);
});
