// The engineer's page of people: the network, who there is, and the hands of others in their colours.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { connect, join, tom } from './people.mjs';
import { until, until_matches } from './until.mjs';

const path = '/app/#people';
const tablet = { width: 1024, height: 768 };
const ida = { name: 'Ida', role: 'producer', pin: '5310' };

on_a_desk('a switch opens the desk to the network and says where it is and what its certificate looks like', { server: 'https = "127.0.0.1:0"' }, async (desk, open) => {
  const page = await open({ path, size: tablet });
  assert.equal(await desk.get('/session/lan'), false);
  await page.press(page.at('/session/lan'));
  await until(async () => (await desk.get('/session/network/state')) === 'on', 'the network');
  await page.tab.locator('.network .address', { hasText: 'https://' }).first().waitFor();
  const shown = await page.tab.locator('.fingerprint').getAttribute('aria-label');
  assert.equal(shown, `SHA-256 ${await desk.get('/session/network/fingerprint')}`);
  await until_matches(page.tab.locator('.fingerprint'), /^([0-9A-F]{2}:){3}[0-9A-F]{2} … ([0-9A-F]{2}:){3}[0-9A-F]{2}$/);
  await page.press(page.at('/session/lan'));
  await until(async () => (await desk.get('/session/network/state')) === 'off', 'the network to be closed');
  await until(async () => (await page.tab.locator('.network .address').count()) === 0, 'no address to be shown');
});

on_a_desk('people are added, named, given a role, a colour and a mix, and deleted by holding', { set: { '/bus/3/kind': 'cue', '/bus/3/name': 'Cue 3' } }, async (desk, open) => {
  const page = await open({ path, size: tablet });
  const keys = (label, word) => page.tab.locator(`.person-card [aria-label="${label}"] .key`, { hasText: word });
  await page.tab.locator('.person-card input').first().fill('Ana');
  await page.press(keys('Role', 'Artist'));
  await page.tab.locator('.person-card input[type="password"]').fill('4821');
  await page.press(page.tab.locator('.person-card .key.go'));
  await page.tab.locator('[data-person="1"]', { hasText: 'Ana' }).waitFor();
  assert.equal(await desk.get('/user/1/role'), 'artist');
  const line = await connect(desk);
  assert.equal((await line.say({ COMMAND: 'LOGIN', DATA: { USER: 'Ana', PIN: '4821' } })).ROLE, 'artist');
  await page.tab.locator('.client', { hasText: 'Ana' }).waitFor();
  await until(async () => /here|ms/.test(await page.tab.locator('[data-person="1"] .link-word').innerText()), 'Ana to be here');

  await page.press(page.tab.locator('.person-card .value-field.choice'));
  await page.press(page.tab.locator('.sheet .key', { hasText: 'Cue 3' }));
  await until(async () => (await desk.get('/bus/3/cue/owner')) === 1, 'the mix to be Ana’s');
  await page.press(page.tab.locator('.colour').nth(2));
  await until(async () => (await desk.get('/user/1/color')) === '#f58fcf', 'the colour');
  await page.press(keys('Role', 'Viewer'));
  await until(async () => (await desk.get('/user/1/role')) === 'viewer', 'the role');
  await page.press(keys('Monitor', '2'));
  await until(async () => (await desk.get('/user/1/monitor')) === 2, 'the monitor');

  const also = page.tab.locator('.person-card label', { hasText: 'May also write' }).locator('input');
  await also.fill('/dca/1/fader');
  await also.press('Enter');
  await until(async () => (await line.say({ COMMAND: 'SET', DATA: { '/dca/1/fader': -5 } })).OK, 'what was granted');
  assert.equal((await line.say({ COMMAND: 'SET', DATA: { '/dca/2/fader': -5 } })).ERROR, 'not_allowed');

  await page.hold(page.tab.locator('.client', { hasText: 'Ana' }).locator('.hold'), () => line.closed, 'her connection to be ended');
  await page.hold(page.tab.locator('.person-card .hold', { hasText: 'Delete' }), async () => (await page.tab.locator('[data-person]').count()) === 0, 'nobody to be left');
});

on_a_desk('a hand of somebody else has their name and their colour on every page', { users: [ida] }, async (desk, open) => {
  await desk.set('/user/1/color', '#f2bc4e');
  const hers = await join(desk, open, ida, tablet);
  const mine = await open({ size: tablet });
  await hers.down(await hers.cap('/channel/2/fader'));
  await hers.move({ y: -40 });
  const held = mine.tab.locator('[data-address="/channel/2/fader"].held');
  await held.locator('.tag', { hasText: 'Ida' }).waitFor();
  assert.equal(await held.evaluate((fader) => fader.style.getPropertyValue('--who')), '#f2bc4e');
  await mine.press(mine.tab.locator('.faces-key'));
  await mine.tab.locator('.client', { hasText: 'Ida' }).locator('.holding', { hasText: 'fader' }).waitFor();
  await hers.up();
  await until(async () => (await mine.tab.locator('.client .holding', { hasText: 'fader' }).count()) === 0, 'the hand to be gone');
});

on_a_desk('a selection and sends on faders go over all devices of a person, unless one opts out', { users: [tom], set: { '/bus/3/kind': 'cue', '/bus/3/name': 'Ana' } }, async (desk, open) => {
  const one = await join(desk, open, tom, tablet);
  const two = await join(desk, open, tom, tablet);
  const selected = (page, n) => page.tab.locator(`[data-strip="channel/${n}"].selected`);
  await one.press(one.tab.locator('[data-strip="channel/3"] .plate'));
  await selected(two, 3).waitFor();
  await one.press(one.tab.locator('.to-sends'));
  await one.press(one.tab.locator('.seg.buses >> text=Ana'));
  await two.tab.locator('.banner', { hasText: 'Ana' }).waitFor();
  await two.press(two.tab.locator('.banner .back'));
  await until(async () => (await one.tab.locator('.banner').count()) === 0, 'sends on faders to end on both');

  await two.tab.evaluate(() => (location.hash = '#setup'));
  await two.press(two.tab.locator('#me .switch'));
  await two.tab.evaluate(() => (location.hash = '#mix'));
  await one.press(one.tab.locator('[data-strip="channel/5"] .plate'));
  await until(async () => (await desk.get('/user/1/selection')) === 'channel:5', 'the selection of the first');
  await selected(one, 5).waitFor();
  await two.settled();
  assert.equal(await selected(two, 5).count(), 0, 'the second goes its own way');
});
