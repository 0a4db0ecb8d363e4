// The engineer's view of all headphone mixes: levels, bounds, calls, listening and sends on faders.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { pause, until, until_said } from './until.mjs';

const path = '/app/#cues';
const tablet = { width: 1024, height: 768 };
const desks = {
  desk: 'channels = 8\nbuses = 6\ndcas = 2\nmutegroups = 2\nmonitors = 2\ntalkbacks = 1',
  set: {
    '/bus/3/kind': 'cue', '/bus/3/name': 'Ana', '/bus/4/kind': 'cue', '/bus/4/name': 'Ben',
    '/channel/1/name': 'Kick', '/channel/1/family': 'drums', '/channel/2/name': 'Vox', '/channel/2/family': 'vocals', '/channel/1/send/3/level': -12,
  },
};
const row = (page, b) => page.tab.locator(`[data-cue="${b}"]`);
const key = (page, b, word) => row(page, b).locator('.key', { hasText: word });
const near = (a, b) => Math.abs(a - b) < 0.06;

on_a_desk('all cues stand in one grid of the same families, and each level is moved relatively', desks, async (desk, open) => {
  const page = await open({ path, size: tablet });
  await row(page, 4).waitFor();
  await until_said(page.tab.locator('.cue-columns span'), ['Me', 'Drums', 'Vocals', 'Everything']);
  const drums = '/bus/3/cue/family/1/level';
  const before = await page.value(drums);
  await page.drag(await page.centre(page.at(drums)), { x: -60 });
  const level = await page.value(drums);
  assert.ok(level < before - 3, `${before} → ${level}`);
  await until(async () => near(await desk.get(drums), level), 'the desk to store it');
  assert.equal(await desk.get('/channel/1/send/3/level'), -12, 'the members’ own levels stay');
  await page.press(page.at(drums));
  await page.press(page.tab.locator('.sheet .key.mutes'));
  await until(() => desk.get('/bus/3/cue/family/1/mute'), 'the family to be muted');
  await until(async () => /Muted/.test(await page.at(drums).innerText()), 'the cell to say so');
  await page.tab.keyboard.press('Escape');

  await page.press(page.at('/bus/4/cue/locked'));
  await until(() => desk.get('/bus/4/cue/locked'), 'the lock');
  await key(page, 4, 'Locked').waitFor();
  await page.drag(await page.centre(row(page, 3).locator('[data-address="/bus/3/cue/max"]')), { y: 60 });
  await until(async () => (await desk.get('/bus/3/cue/max')) < -3, 'the highest level');
  await page.drag(await page.centre(row(page, 3).locator('[data-address="/bus/3/limiter/ceiling"]')), { y: 60 });
  await until(async () => (await desk.get('/bus/3/limiter/ceiling')) < -7, 'the ceiling');
});

on_a_desk('a call lights the row and the tab on every page, until the engineer ends it', desks, async (desk, open) => {
  const page = await open({ size: tablet });
  await desk.set('/bus/4/cue/call_text', 'More me');
  await desk.set('/bus/4/cue/call', true);
  await page.tab.locator('[data-view="cues"] .call-count', { hasText: '1' }).waitFor();
  await page.press(page.tab.locator('[data-view="cues"]'));
  await row(page, 4).locator('.cue-call', { hasText: 'More me' }).waitFor();
  await page.press(key(page, 4, 'Done'));
  await until(async () => (await desk.get('/bus/4/cue/call')) === false, 'the call to end');
  await until(async () => (await page.tab.locator('.call-count').count()) === 0, 'the lamp to go out');
});

on_a_desk('one touch listens to a cue, another goes over to the next, and ending it leaves the monitor as it was', { ...desks, set: { ...desks.set, '/monitor/1/exclusive': false } }, async (desk, open) => {
  const page = await open({ path, size: tablet });
  await desk.set('/channel/2/solo/1', true);
  await row(page, 4).waitFor();
  await until(() => page.tab.locator('.room-key.soloed').isVisible(), 'the solo to be known');
  const heard = async () => JSON.stringify([await desk.get('/monitor/1/mode'), await desk.get('/channel/2/solo/1'), await desk.get('/bus/3/solo/1'), await desk.get('/bus/4/solo/1')]);
  const hears = (mode, ...solos) => until(async () => (await heard()) === JSON.stringify([mode, ...solos]), `to hear ${mode} ${solos}`);
  await page.press(key(page, 3, 'Listen'));
  await hears('afl', false, true, false);
  await key(page, 3, 'Listening').waitFor();
  await page.press(key(page, 4, 'Listen'));
  await hears('afl', false, false, true);
  await page.press(key(page, 4, 'Listening'));
  await hears('pfl', true, false, false);

  // Its sends on the faders are no other place; every other page is.
  await page.press(key(page, 3, 'Listen'));
  await hears('afl', false, true, false);
  await page.press(key(page, 3, 'On faders'));
  await page.at('/channel/1/send/3/level').waitFor();
  await hears('afl', false, true, false);
  await page.press(page.tab.locator('.banner .back', { hasText: 'Cues' }));
  await key(page, 3, 'Listening').waitFor();
  await page.press(page.tab.locator('[data-view="strip"]'));
  await hears('pfl', true, false, false);
});

on_a_desk('a mix can follow another one, and a bus becomes a cue only by holding', desks, async (desk, open) => {
  const page = await open({ path });
  await row(page, 3).waitFor();
  await page.press(row(page, 3).locator('.key', { hasText: '…' }));
  await page.press(page.tab.locator('.sheet [data-address="/bus/3/inherit/source"] .key', { hasText: 'Main' }));
  await until(async () => (await desk.get('/bus/3/inherit/source')) === 'main', 'to follow main');
  await row(page, 3).locator('.cue-state', { hasText: 'follows Main' }).waitFor();
  await page.tab.keyboard.press('Escape');
  await page.press(page.tab.locator('.cue-actions .key', { hasText: 'New cue mix' }));
  const fifth = page.tab.locator('.sheet .hold', { hasText: 'Bus 5' });
  await page.press(fifth);
  await pause(600);
  await page.settled();
  assert.notEqual(await desk.get('/bus/5/kind'), 'cue', 'a touch changes nothing');
  await page.hold(fifth, () => row(page, 5).isVisible(), 'the new mix');
  assert.equal(await desk.get('/bus/5/kind'), 'cue');
});

on_a_desk('main as it is heard is copied into several mixes 6 dB lower, and taken back', { ...desks, set: { ...desks.set, '/channel/1/fader': -4, '/bus/3/cue/max': 10, '/bus/4/cue/max': 10, '/channel/1/send/4/level': -40 } }, async (desk, open) => {
  const page = await open({ path, size: tablet });
  await row(page, 4).waitFor();
  await page.press(page.tab.locator('.cue-actions .key', { hasText: 'Copy a mix' }));
  const to = page.tab.locator('.sheet [aria-label="To whom"] .key');
  await page.press(to.filter({ hasText: 'All' }));
  const copied = async (b) => near(await desk.get(`/channel/1/send/${b}/level`), -10);
  await page.hold(page.tab.locator('.sheet .hold', { hasText: 'Copy to 2' }), async () => (await copied(3)) && (await copied(4)), 'the copy in both mixes');
  await page.press(page.tab.locator('.sheet .key', { hasText: 'Undo the copy' }));
  await until(async () => near(await desk.get('/channel/1/send/4/level'), -40), 'the mix as it was');
});
