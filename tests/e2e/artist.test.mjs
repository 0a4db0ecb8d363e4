// An artist's phone: one mix, moved by real fingers, with the engineer at the same desk.

import { strict as assert } from 'node:assert';
import { announcements_of, drums, family, hidden, send, studio, vocals } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { phone } from './page.mjs';
import { ana, join, token_of } from './people.mjs';
import { until, until_matches, until_said } from './until.mjs';

const row = (page, address) => page.at(address);
const figure = (page, address) => page.tab.locator('.fam', { has: row(page, address) }).locator('output').innerText();
const key = (page, word) => page.tab.getByRole('button', { name: word, exact: true });

/** A finger in the middle of a row, to the right by so many pixels. */
async function swipe(page, address, by) {
  await page.drag(await page.centre(row(page, address)), by);
}

on_a_desk('a scanned code opens my mix and nothing else, and stays out of the address bar', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  const address = new URL(page.tab.url());
  assert.equal(address.search, '', 'the token is not in the address bar');
  await until_said(page.tab.locator('.head b'), ['Ana']);
  await until_said(page.tab.locator('.fam .words b'), ['Me', 'Drums', 'Band', 'Keys', 'Vocals', 'Click', 'Everything']);
  assert.equal(await page.tab.locator('.fam').count() - 1 <= 6, true, 'at most six faders besides everything');
  const { scrolls } = await page.tab.evaluate(() => ({ scrolls: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight }));
  assert.equal(scrolls, false, 'nothing scrolls');
  // Not a word of anybody else's mix, of solos, or of what is hidden.
  const text = await page.tab.locator('body').innerText();
  assert.doesNotMatch(text, /Somebody else|Hidden|Solo|Panic/i);
});

on_a_desk('a row moves as far as the finger and never to it; up and down does nothing', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  const level = family(drums);
  // A touch far from the thumb is no jump.
  const box = await row(page, level).boundingBox();
  await page.tap({ x: box.x + 20, y: box.y + box.height / 2 });
  await page.tap({ x: box.x + 20, y: box.y + box.height / 2 });
  await page.drag(await page.centre(row(page, level)), { y: -60 });
  await page.settled();
  assert.equal(await desk.get(level), 0, 'neither taps nor an upright finger moved it');
  // A quarter of the law's way of 310 pixels, less the 8 that decide.
  await swipe(page, level, { x: -85.5 });
  await page.settled();
  assert.ok(Math.abs((await desk.get(level)) + 10) < 0.6, `${await desk.get(level)} dB`);
  assert.match(await figure(page, level), /\u2212/);
  assert.equal(await row(page, level).getAttribute('aria-valuetext'), `${await figure(page, level)} dB`);
});

on_a_desk('everything, my mute and me', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await swipe(page, '/bus/3/fader', { x: -40 });
  await until(async () => (await desk.get('/bus/3/fader')) < -13, 'everything to be down');
  await page.press(page.tab.locator('.mute-big'));
  await until(async () => await desk.get('/bus/3/mute'), 'my mute');
  await page.tab.locator('.mute-big.own').waitFor();
  await page.press(page.tab.locator('.mute-big'));
  await until(async () => !(await desk.get('/bus/3/mute')), 'my mute to be off');
  await swipe(page, '/bus/3/cue/me/level', { x: -40 });
  await until(async () => (await desk.get('/bus/3/cue/me/level')) < -3, 'me to be down');
  assert.equal(await desk.get(send(6)), -12, 'my own send has not moved');
});

on_a_desk('a family opens into what it shows, with levels, pans and a mute; the way back leads out', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.press(page.tab.getByLabel('Open Vocals'));
  await page.tab.locator('.strip-row').first().waitFor();
  await until_said(page.tab.locator('.strip-row .words b'), ['Chloé', 'Ana']);
  await swipe(page, send(5), { x: 40 });
  await until(async () => (await desk.get(send(5))) > -11, 'Chloé to be up');
  await swipe(page, send(5, 'pan'), { x: -60 });
  await until(async () => (await desk.get(send(5, 'pan'))) < -0.2, 'Chloé to be on the left');
  assert.equal(await desk.get(send(5, 'pan_follow')), false);
  await page.press(page.tab.getByLabel('Mute Vocals'));
  await until(async () => await desk.get(family(vocals, 'mute')), 'the vocals to be muted');
  // What is shown here is the desk's word: a strip that is hidden goes, one that is shown comes.
  await desk.set(send(hidden, 'show'), true);
  await page.tab.locator('[data-strip="channel/8"]').waitFor();
  await desk.set(send(5, 'show'), false);
  await until(async () => (await page.tab.locator('[data-strip="channel/5"]').count()) === 0, 'the hidden strip to go');
  await page.tab.goBack();
  await page.tab.getByLabel('Open Drums').waitFor();
});

on_a_desk('strips without a family, and families beyond five, are behind More', studio({ set: { '/channel/9/name': 'Sax', '/channel/9/family': '', [send(9, 'show')]: true, '/channel/10/name': 'Talk', '/channel/10/family': 'talk', [send(10, 'show')]: true } }), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.press(key(page, 'More'));
  await page.tab.getByLabel('Open Talk').waitFor();
  await until_said(page.tab.locator('.fam .words b'), ['Talk', 'Sax']);
  await swipe(page, family(7), { x: -60 });
  await until(async () => (await desk.get(family(7))) < -4, 'the family to be down');
});

on_a_desk('the engineer in my mix is announced for three seconds; what I do is not', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  // What is not yet on the page cannot change on it.
  await page.tab.getByLabel('Open Vocals').waitFor();
  const announced = await announcements_of(page);
  await desk.set(send(5), -3);
  await until(async () => (await announced()).length === 1, 'it to be announced');
  await page.tab.locator('.toast').waitFor({ state: 'detached' });
  const [{ texts, lasted }] = await announced();
  assert.match(texts.at(-1), /Tom: Chloé \u22123\.0/);
  assert.ok(lasted > 2500, `it stayed ${lasted} ms`);
  // What is hidden, and what is somebody else's, is no news. My own hand neither.
  await desk.set(send(hidden), -3);
  await desk.set('/channel/5/send/4/level', -3);
  await swipe(page, family(drums), { x: -60 });
  await page.settled();
  assert.equal((await announced()).length, 1);
});

on_a_desk('I call the engineer with a few words, who ends it', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.press(key(page, 'Call Tom'));
  await page.press(key(page, 'More click'));
  await until(async () => (await desk.get('/bus/3/cue/call')) && (await desk.get('/bus/3/cue/call_text')) === 'More click', 'the call');
  await page.press(key(page, 'Calling Tom'));
  await page.press(key(page, 'End call'));
  await until(async () => !(await desk.get('/bus/3/cue/call')), 'the call to end');
  await page.press(key(page, 'Call Tom'));
  await page.tab.getByLabel('What you want, in words').fill('My left ear is dead, please come');
  await page.press(key(page, 'Call with this'));
  await until(async () => (await desk.get('/bus/3/cue/call_text')) === 'My left ear is dead, please come', 'my words');
  await desk.set('/bus/3/cue/call', false);
  await key(page, 'Call Tom').waitFor();
});

on_a_desk('a locked mix shows whose it is, and a touch says why nothing moves', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await desk.set('/bus/3/cue/locked', true);
  await page.tab.locator('.locked-bar').waitFor();
  await until_matches(page.tab.locator('.locked-bar'), /Tom/);
  const before = await desk.revision();
  await swipe(page, family(drums), { x: -60 });
  await page.tap(await page.centre(row(page, family(drums))));
  await page.tab.locator('.says', { hasText: 'Tom has locked your mix' }).waitFor();
  await page.press(page.tab.locator('.mute-big'));
  await page.settled();
  assert.equal(await desk.revision(), before, 'nothing was set');
  await desk.set('/bus/3/cue/locked', false);
  await page.tab.locator('.locked-bar').waitFor({ state: 'detached' });
  await swipe(page, family(drums), { x: -60 });
  await until(async () => (await desk.get(family(drums))) < -3, 'my hand to be taken again');
});

on_a_desk('the lock against pockets needs a whole slide', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.press(page.tab.getByLabel('Lock against pockets'));
  const slide = page.tab.locator('.slide-lock button');
  await slide.waitFor();
  const before = await desk.revision();
  await swipe(page, family(drums), { x: -60 });
  await page.press(page.tab.locator('.mute-big'));
  await page.drag(await page.centre(slide), { x: 150 });
  await page.settled();
  assert.equal(await slide.count(), 1, 'half a slide opens nothing');
  assert.equal(await desk.revision(), before, 'nothing was set');
  await page.drag(await page.centre(slide), { x: 260 });
  await until(async () => (await slide.count()) === 0, 'the lock to open');
  await swipe(page, family(drums), { x: -60 });
  await until(async () => (await desk.get(family(drums))) < -3, 'my hand to be taken again');
});

on_a_desk('the phone stays awake where the browser lets it, and says so where not', studio({ server: 'hosts = ["studio.test"]' }), async (desk, open) => {
  const safe = await join(desk, open, ana);
  await safe.press(safe.tab.locator('.head .who'));
  await safe.tab.getByText('The screen stays on').waitFor();
  const plain = await open({ path: `/app/?join=${encodeURIComponent(await token_of(desk, ana))}`, size: phone, host: 'studio.test' });
  await plain.press(plain.tab.locator('.head .who'));
  await plain.tab.getByText('only over https').waitFor();
});
