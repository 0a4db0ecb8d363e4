// My sound: bass, middle and treble of the artist's own mix, on the EQ that the engineer may have set otherwise.

import { strict as assert } from 'node:assert';
import { announcements_of, studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { ana, ask, join } from './people.mjs';
import { until } from './until.mjs';

const band = (k, what = 'gain') => `/bus/3/eq/band/${k}/${what}`;
const key = (page, word) => page.tab.getByRole('button', { name: word, exact: true });
const still = (page) => page.tab.locator('.phone-sheet').evaluate((sheet) => Promise.all(sheet.getAnimations().map(({ finished }) => finished)));
const swipe = async (page, address, by) => page.drag(await page.centre(page.at(address)), { x: by });
const curve = (page) => page.tab.locator('.tone-curve .curve').getAttribute('d');
/** 36 dB are 310 pixels, of which the first 8 to 16 only decide. */
const near = (db, pixels) => Math.abs(db - ((pixels - Math.sign(pixels) * 12) / 310) * 36) < 0.8;
/** Everything of the EQ but what `moved` names. */
const rest_of_eq = async (desk, ...moved) => {
  const all = {};
  for (const k of [1, 2, 3, 4, 5, 6]) for (const what of ['on', 'type', 'frequency', 'gain', 'q']) if (!moved.includes(band(k, what))) all[band(k, what)] = await desk.get(band(k, what));
  return all;
};

async function open_sound(page) {
  await page.press(page.tab.locator('.ears'));
  await still(page);
  await page.press(key(page, 'My sound'));
  await page.tab.getByRole('slider', { name: 'Bass' }).waitFor();
  await still(page);
}

on_a_desk('bass, middle and treble move the gains of my own EQ, as far as the finger does, and nothing else', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  const before = await rest_of_eq(desk, band(2), band(4), band(6));
  await open_sound(page);
  const revision = await desk.revision();
  const flat = await curve(page);
  assert.equal(await page.tab.locator('.phone-sheet .note').count(), 0, 'nothing to say of an EQ as it is made');
  const names = await page.tab.locator('.phone-sheet [role="slider"]').evaluateAll((all) => all.map((one) => [one.getAttribute('aria-label'), one.dataset.address]));
  assert.deepEqual(names, [['Bass', band(2)], ['Middle', band(4)], ['Treble', band(6)]]);
  // A touch alone is nothing.
  await page.tap(await page.centre(page.at(band(2))));
  await page.settled();
  assert.equal(await desk.revision(), revision, 'a touch set nothing');
  await swipe(page, band(2), 60);
  await until(async () => near(await desk.get(band(2)), 60), 'more bass');
  await swipe(page, band(4), -40);
  await until(async () => near(await desk.get(band(4)), -40), 'less middle');
  await swipe(page, band(6), 50);
  await until(async () => near(await desk.get(band(6)), 50), 'more treble');
  await page.settled();
  assert.notEqual(await curve(page), flat, 'the curve goes along');
  assert.equal(await page.at(band(2)).getAttribute('aria-valuetext'), `+${(await desk.get(band(2))).toFixed(1)} dB`);
  assert.deepEqual(await rest_of_eq(desk, band(2), band(4), band(6)), before, 'frequencies, shapes and the other bands');
  assert.equal(await desk.get('/bus/4/eq/band/2/gain'), 0, 'nobody else’s sound');
  // On its way through nought the thumb is held there within half a decibel.
  await page.down(await page.centre(page.at(band(4))));
  await page.move({ x: 26 });
  const seen = [];
  for (let k = 0; k < 26; k++) {
    await page.move({ x: 1 }, 1, 1);
    seen.push(await page.value(band(4)));
  }
  await page.up();
  assert.ok(seen[0] < -0.5 && seen.includes(0) && seen.at(-1) > 0.5, seen.join(' '));
  assert.ok(seen.every((db) => db === 0 || Math.abs(db) > 0.45), seen.join(' '));
});

on_a_desk('my EQ on and off, flat, as it was; each is one step that undo takes back', studio({ set: { [band(2)]: 3, [band(6)]: -2 } }), async (desk, open) => {
  const page = await join(desk, open, ana);
  await open_sound(page);
  assert.equal(await key(page, 'As it was').isDisabled(), true, 'nothing has been moved yet');
  const eq = page.tab.getByRole('switch', { name: 'EQ' });
  assert.equal(await eq.getAttribute('aria-checked'), 'true');
  await page.press(eq);
  await until(async () => !(await desk.get('/bus/3/eq/on')), 'the EQ to be off');
  await page.tab.locator('.tone-curve .curve.flat').waitFor({ state: 'attached' });
  await swipe(page, band(4), 60);
  await until(async () => (await desk.get(band(4))) > 5, 'more middle');
  await page.press(key(page, 'As it was'));
  await until(async () => (await desk.get('/bus/3/eq/on')) && (await desk.get(band(4))) === 0, 'all of it as it was');
  assert.deepEqual([await desk.get(band(2)), await desk.get(band(6))], [3, -2]);
  const revision = await desk.revision();
  await page.press(key(page, 'Flat'));
  await until(async () => (await desk.get(band(2))) === 0 && (await desk.get(band(6))) === 0, 'flat');
  assert.equal(await desk.revision(), revision + 1, 'both gains are one change');
  await page.press(key(page, 'Done'));
  await page.press(key(page, 'Undo'));
  await until(async () => (await desk.get(band(2))) === 3 && (await desk.get(band(6))) === -2, 'both to be back');
  assert.equal(await page.tab.locator('.toast').count(), 0, 'my own hand is no news');
});

const shaped = { [band(1, 'type')]: 'low_shelf', [band(1, 'frequency')]: 200, [band(1)]: -4, [band(4, 'type')]: 'notch', [band(4, 'frequency')]: 700, [band(5)]: 2, [band(6, 'on')]: false };
on_a_desk('what the engineer has set otherwise is shown as it is, and only gains move', studio({ set: shaped }), async (desk, open) => {
  const page = await join(desk, open, ana);
  await open_sound(page);
  const names = await page.tab.locator('.phone-sheet [role="slider"]').evaluateAll((all) => all.map((one) => [one.getAttribute('aria-label'), one.dataset.address]));
  assert.deepEqual(names, [['Bass', band(1)], ['Middle', band(3)]], 'the shelf is the bass, and the notch is nobody’s');
  await page.tab.getByText('also what Tom has shaped').waitFor();
  await page.tab.getByText('Tom has no band for treble here').waitFor();
  assert.match(await page.tab.locator('.tone-curve').getAttribute('aria-label'), /Bass \u22124\.0 dB at 200 Hz/);
  const before = await rest_of_eq(desk, band(1));
  await swipe(page, band(1), 60);
  await until(async () => (await desk.get(band(1))) > 1, 'more bass');
  assert.deepEqual(await rest_of_eq(desk, band(1)), before);
  // What Tom does meanwhile is seen, said, and how it was from then on.
  const was = await curve(page);
  const announced = await announcements_of(page);
  await desk.set(band(3), -6);
  await until(async () => (await announced()).some(({ texts }) => /Tom: Middle \u22126\.0/.test(texts)), 'it to be announced');
  await until(async () => (await page.value(band(3))) === -6, 'the thumb at Tom’s value');
  await until(async () => (await curve(page)) !== was, 'the curve with Tom’s value');
  await page.press(key(page, 'As it was'));
  await until(async () => (await desk.get(band(1))) === -4, 'my bass as it was');
  assert.equal(await desk.get(band(3)), -6, 'Tom’s move stays');
  await desk.set(band(6, 'on'), true);
  await page.tab.getByRole('slider', { name: 'Treble' }).waitFor();
});

on_a_desk('in a locked mix my sound is seen and not moved', studio({ set: { [band(2)]: 3 } }), async (desk, open) => {
  const page = await join(desk, open, ana);
  await open_sound(page);
  await desk.set('/bus/3/cue/locked', true);
  await until(async () => (await page.at(band(2)).getAttribute('aria-disabled')) === 'true', 'the lock to be seen');
  const before = await desk.revision();
  await swipe(page, band(2), 60);
  await page.tap(await page.centre(page.at(band(2))));
  await page.tab.getByText('Tom has locked your mix').waitFor();
  for (const name of ['As it was', 'Flat']) assert.equal(await key(page, name).isDisabled(), true, name);
  assert.equal(await page.tab.getByRole('switch', { name: 'EQ' }).isDisabled(), true);
  await page.press(key(page, 'Flat'));
  await page.settled();
  assert.equal(await desk.revision(), before, 'nothing was set');
  assert.equal(await page.value(band(2)), 3);
  // Nor by who asks without the page.
  const [, refused] = await ask(desk, { COMMAND: 'LOGIN', DATA: { USER: ana.name, PIN: ana.pin } }, { COMMAND: 'SET', DATA: { [band(2)]: 0 } });
  assert.equal(refused.ERROR, 'not_allowed');
  assert.equal(await desk.get(band(2)), 3);
  await desk.set('/bus/3/cue/locked', false);
  await until(async () => (await page.at(band(2)).getAttribute('aria-disabled')) !== 'true', 'the lock to be off');
  await swipe(page, band(2), -60);
  await until(async () => (await desk.get(band(2))) < -2, 'my hand to be taken again');
});
