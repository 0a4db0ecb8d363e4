// The control room: talkback, monitor, solo in place, oscillator and loudness.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { pause, until, until_matches } from './until.mjs';

const on = '/talkback/1/on';
const set = { '/talkback/1/source': 'input:3', '/talkback/1/to/bus/3': true, '/bus/3/name': 'Ana', '/bus/3/kind': 'cue', '/matrix/1/name': 'Lobby' };
const key = (page) => page.tab.locator('.bottom .key.talk');
const is = (desk, open, what) => until(async () => (await desk.get(on)) === open, what);

on_a_desk('a talk key is open while it is held, and says to whom', { set }, async (desk, open) => {
  const page = await open();
  await until_matches(key(page), /to Ana/);
  await page.down(await page.centre(key(page)));
  await is(desk, true, 'the microphone to open');
  await page.up();
  await is(desk, false, 'it to close with the finger');
});

on_a_desk('a held talk key ends when the page goes away', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.centre(key(page)));
  await is(desk, true, 'the microphone to open');
  await page.tab.goto('about:blank');
  await is(desk, false, 'it to close with the page');
});

on_a_desk('a held talk key ends when another page of the desk is opened', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.centre(key(page)), 1);
  await is(desk, true, 'the microphone to open');
  await page.down(await page.centre(page.tab.locator('.tabs >> text=Effects')), 2);
  await page.up(2);
  await page.tab.locator('.rack').waitFor();
  await is(desk, false, 'it to close with its key');
  await page.up(1);
});

on_a_desk('a held talk key ends when the system takes the finger, and with another window', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.centre(key(page)));
  await is(desk, true, 'the microphone to open');
  page.touches.clear();
  await page.cdp.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
  await is(desk, false, 'it to close with the touch');

  await key(page).focus();
  await page.tab.keyboard.down('Space');
  await is(desk, true, 'the keyboard to open it');
  await page.tab.evaluate(() => dispatchEvent(new Event('blur')));
  await is(desk, false, 'it to close with the window');
  await page.tab.keyboard.up('Space');
});

on_a_desk('a talk key held while the link is lost stays closed when it is back', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.centre(key(page)));
  await is(desk, true, 'the microphone to open');
  desk.pause();
  await page.tab.locator('.asleep').first().waitFor();
  desk.unpause();
  await until(() => page.is_live(), 'the link to be back');
  await is(desk, false, 'it to be closed, with the finger still down');
  await page.settled();
  assert.equal(await desk.get(on), false);
  await page.up();
});

on_a_desk('a short tap latches only where the mode says so', { set }, async (desk, open) => {
  const page = await open();
  await desk.set('/talkback/1/mode', 'latched');
  await page.settled();
  await page.press(key(page));
  await is(desk, true, 'the microphone to stay open');
  await page.settled();
  assert.equal(await desk.get(on), true);
  await page.press(key(page));
  await is(desk, false, 'the next tap to close it');
});

on_a_desk('one touch in the top bar brings the monitor: source, level, dim, mono, mute', { set }, async (desk, open) => {
  const page = await open();
  const before = await page.tab.locator('.strips .strip').count();
  await page.press(page.tab.locator('.room-key'));
  await page.tab.locator('.room-monitor').waitFor();
  await until(async () => (await page.tab.locator('.strips .strip').count()) < before, 'the mixer to make room');
  const room = (address) => page.tab.locator(`.room [data-address="${address}"]`);
  await page.press(room('/monitor/1/source'));
  await page.press(page.tab.locator('.sheet >> text=Lobby'));
  await until(async () => (await desk.get('/monitor/1/source')) === 'matrix:1', 'the matrix to be heard');
  await until_matches(page.tab.locator('.room-key'), /Lobby/);
  for (const what of ['dim', 'mono', 'mute']) {
    await page.press(room(`/monitor/1/${what}`));
    await until(() => desk.get(`/monitor/1/${what}`), what);
  }
  await page.drag(await page.centre(room('/monitor/1/level')), { x: 60 });
  await until(async () => (await desk.get('/monitor/1/level')) > -22, 'the level');
});

on_a_desk('solo in place is armed by holding, and is then what solo keys do', { set }, async (desk, open) => {
  const page = await open();
  await page.press(page.tab.locator('.room-key'));
  const sip = page.at('/session/sip/armed');
  await page.press(sip);
  await pause(600);
  await page.settled();
  assert.equal(await desk.get('/session/sip/armed'), false, 'a tap does not arm it');
  await page.hold(sip, () => desk.get('/session/sip/armed'), 'it to be armed');
  await page.press(page.at('/session/sip/channel/2'));
  await until(() => desk.get('/session/sip/channel/2'), 'channel 2 in place');
  await until(async () => /SIP/.test(await page.at('/channel/3/mute').innerText()), 'the others to say why they are silent');
  await page.press(sip);
  await until(async () => !(await desk.get('/session/sip/armed')), 'it to end');
});

on_a_desk('the oscillator goes where its keys say', { set }, async (desk, open) => {
  const page = await open();
  await page.press(page.tab.locator('.room-key'));
  const card = page.tab.locator('.room-oscillator');
  await card.scrollIntoViewIfNeeded();
  await page.press(page.at('/oscillator/to/main'));
  await page.press(page.at('/oscillator/on'));
  await until(async () => (await desk.get('/oscillator/on')) && (await desk.get('/oscillator/to/main')), 'it to sound');
  await page.press(page.at('/oscillator/kind'));
  await page.press(page.tab.locator('.sheet >> text=Pink noise'));
  await until(async () => (await desk.get('/oscillator/kind')) === 'pink', 'pink noise');
});

// A sine of −20 dBFS at its peak, 3 dB lower on each side of main, is −23 LUFS.
const tone = await sine(-20);
on_a_desk('loudness of a known sine is right', {
  device: `stems = ["${tone}"]`, set: { '/channel/1/fader': 0, '/channel/1/input/source': 'input:1', '/channel/2/input/source': 'none' },
}, async (desk, open) => {
  const page = await open();
  await page.press(page.tab.locator('.field.loud'));
  await page.tab.locator('.room-loudness').waitFor();
  const figure = async (name) => Number((await page.tab.locator(`[data-figure="${name}"]`).innerText()).replace('−', '-'));
  for (const name of ['momentary', 'short', 'integrated']) {
    await until(async () => Math.abs((await figure(name)) + 23) <= 0.2, `${name} at −23 LUFS`, 60_000);
  }
  // A busy machine may drop some of the sound on its way to the meter, and where it goes on stands a peak: then it begins anew.
  const reset = page.tab.locator('.room-loudness >> text=Reset');
  await until(async () => {
    if (Math.abs((await figure('peak')) + 23) <= 0.3) return true;
    await page.press(reset);
    await pause(1500);
    return false;
  }, 'the true peak', 60_000);
  await until(async () => /−23\.[01]|−22\.9/.test(await page.tab.locator('.field.loud').innerText()), 'the main strip to say the same');
  await desk.set('/channel/1/fader', -10);
  await until(async () => (await figure('momentary')) < -32.7, 'it to follow the fader');
  await page.press(reset);
  await until(async () => Math.abs((await figure('integrated')) + 33) <= 0.2, 'a new programme', 60_000);
});
