// The lock of a page, and the settings of a device.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { until, until_matches } from './until.mjs';

const options = { set: { '/channel/1/fader': -10, '/talkback/1/source': 'input:1', '/talkback/1/mode': 'momentary' } };
const setup = { path: '/app/#setup' };
const locked = (page) => page.tab.locator('.unlock').isVisible();

/** The settings are a list that scrolls. */
async function press(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  await page.press(locator);
}
async function slide(page) {
  const thumb = page.tab.locator('.slide-open .key');
  await page.drag(await page.centre(thumb), { x: 250 });
}

for (const size of [{ width: 1024, height: 768 }, { width: 390, height: 844 }]) {
  on_a_desk(`a locked page shows, talks and panics, and nothing else (${size.width} × ${size.height})`, options, async (desk, open) => {
    const page = await open({ ...setup, size });
    await press(page, page.tab.locator('#lock-card >> text=Lock now'));
    await page.tab.locator('.unlock').waitFor();
    // Nothing but the two keys: tabs, settings, the keyboard.
    await page.press(page.tab.locator('.tabs button').first());
    await page.tab.keyboard.press('Escape');
    await page.tab.locator('#lock-card').waitFor();
    await page.tab.reload();
    await until(() => page.is_live(), 'the link to be live');
    await page.tab.evaluate(() => (location.hash = '#mix'));
    assert.ok(await locked(page), 'locked after loading the page again');
    // It shows: what happens at the desk is seen.
    await desk.set('/session/name', 'Tonight');
    await until(async () => size.width < 700 || (await page.tab.locator('.where b').innerText()) === 'Tonight', 'the name');
    const revision = await desk.revision();
    await page.press(page.tab.locator('.key.dim'));
    await page.settled();
    assert.equal(await desk.revision(), revision);
    await page.down(await page.centre(page.tab.locator('.key.talk').first()));
    await until(() => desk.get('/talkback/1/on'), 'the talkback to open');
    await page.up();
    await until(async () => !(await desk.get('/talkback/1/on')), 'it to close');
    await page.down(await page.centre(page.tab.locator('.key.panic')));
    await until(() => desk.get('/session/panic'), 'panic');
    await page.up();
    // Half a slide is no slide.
    await page.drag(await page.centre(page.tab.locator('.slide-open .key')), { x: 150 });
    assert.ok(await locked(page));
    await slide(page);
    await until(async () => !(await locked(page)), 'the page to be open');
    await page.press(page.tab.locator('.key.dim'));
    await until(() => desk.get('/monitor/1/dim'), 'keys to work again');
  });
}

on_a_desk('faders of a locked page do not move, and a PIN of the page opens it', options, async (desk, open) => {
  const page = await open(setup);
  await page.tab.locator('#lock-card input').fill('4711');
  await press(page, page.tab.locator('#lock-card >> text=Set'));
  await page.tab.locator('#lock-card >> text=No PIN any more').waitFor();
  await page.press(page.tab.locator('.tabs >> text=Mix'));
  await page.at('/channel/1/fader').waitFor();
  await page.tab.keyboard.press('Shift+L');
  await page.tab.locator('.unlock').waitFor();
  const before = await desk.revision();
  await page.drag(await page.cap('/channel/1/fader'), { y: -80 });
  await page.at('/channel/1/fader').focus();
  await page.tab.keyboard.press('ArrowUp');
  await page.press(page.at('/channel/2/mute'));
  await page.settled();
  assert.equal(await desk.revision(), before);
  await slide(page);
  const pad = page.tab.getByRole('dialog', { name: 'PIN of this page' });
  await pad.waitFor();
  for (const digit of ['1', '2', '3', '4', 'OK']) await page.press(pad.getByRole('button', { name: digit, exact: true }));
  assert.ok(await locked(page));
  for (const digit of ['4', '7', '1', '1', 'OK']) await page.press(pad.getByRole('button', { name: digit, exact: true }));
  await until(async () => !(await locked(page)), 'the page to be open');
  await page.drag(await page.cap('/channel/1/fader'), { y: -80 });
  await until(async () => (await desk.get('/channel/1/fader')) > -9, 'the fader to move');
});

on_a_desk('settings of a device are seen at once, and are there again after loading the page', options, async (desk, open) => {
  const page = await open();
  const width = async () => (await page.tab.locator('[data-strip="channel/1"]').boundingBox()).width;
  const usual = await width();
  await page.tab.evaluate(() => (location.hash = '#setup'));
  await press(page, page.tab.getByRole('group', { name: 'Strips' }).getByText('Wide'));
  await press(page, page.tab.getByRole('switch', { name: /Left-handed/ }));
  await press(page, page.tab.getByRole('group', { name: 'Fine moves' }).getByText('1:4'));
  await until_matches(page.tab.locator('#about-card'), /Revision\s+\d+/);
  await page.tab.evaluate(() => (location.hash = '#mix'));
  await page.tab.reload();
  await page.at('/channel/1/fader').waitFor();
  await until(() => page.is_live(), 'the link to be live');
  assert.ok((await width()) > usual + 15);
  const main = await page.tab.locator('.strip.master').boundingBox();
  const talk = await page.tab.locator('.key.talk').first().boundingBox();
  assert.ok(main.x < 10 && talk.x < 30, 'main and talk at the left');
  await page.press(page.tab.locator('.key.fine'));
  await page.drag(await page.cap('/channel/1/fader'), { y: -80 });
  // A quarter of the way is some 2 dB at this place of the law; a tenth would be 1, all of it 8.
  await until(async () => { const db = await desk.get('/channel/1/fader'); return db > -8.6 && db < -6.6; }, `a quarter of the way, not ${await desk.get('/channel/1/fader')}`);
});

on_a_desk('where a person wants it, a recall takes a second touch', { set: { '/channel/1/fader': -6 } }, async (desk, open) => {
  const page = await open(setup);
  await press(page, page.tab.getByRole('switch', { name: /second touch/ }));
  await page.tab.evaluate(() => (location.hash = '#scenes'));
  await page.press(page.tab.locator('.list-head .key', { hasText: 'Store' }));
  await page.tab.locator('.sheet input').fill('Verse');
  await page.press(page.tab.locator('.sheet .key.go'));
  await page.tab.locator('.scene-row').waitFor();
  await desk.set('/channel/1/fader', -20);
  const recall = page.tab.locator('.scene-keys .recall');
  await until(() => recall.isEnabled(), 'something to recall');
  await page.press(recall);
  await until(async () => /Sure/.test(await recall.innerText()), 'the question');
  assert.equal(await desk.get('/channel/1/fader'), -20);
  // The question stands for three seconds: whoever takes longer is asked again.
  await until(async () => {
    await page.press(recall);
    await page.settled();
    return (await desk.get('/channel/1/fader')) === -6;
  }, 'the recall');
});
