// Faders under fingers, and what other pages see of it.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { pause, until, until_matches } from './until.mjs';

const fader = (n) => `/channel/${n}/fader`;
const set = Object.fromEntries(Array.from({ length: 32 }, (_, k) => [fader(k + 1), -10]));
const near = (a, b, by = 0.06) => Math.abs(a - b) <= by;

on_a_desk('two browsers stay in step', { set }, async (desk, open) => {
  const [one, two] = [await open(), await open()];
  const same = async () => JSON.stringify(await one.shown(fader(2))) === JSON.stringify(await two.shown(fader(2)));
  await one.down(await one.cap(fader(2)));
  await one.move({ y: -60 });
  await until(async () => (await two.value(fader(2))) > -6 && (await same()), 'the other page to show the same while the finger is down');
  const held = await one.value(fader(2));
  await until(async () => near(await desk.get(fader(2)), held), 'the desk to store it');
  await one.up();

  await two.drag(await two.cap(fader(2)), { y: 90 });
  await until(async () => (await one.value(fader(2))) < -9 && (await same()), 'the first page to follow the second');
  await until(async () => near(await desk.get(fader(2)), await one.value(fader(2)), 0.006), 'the desk to have the same');
});

on_a_desk('a hand on a fader is seen by the others, and let go', { set }, async (desk, open) => {
  const [one, two] = [await open(), await open()];
  await one.down(await one.cap(fader(3)));
  await one.move({ y: -30 });
  await two.at(fader(3)).and(two.tab.locator('.held')).waitFor();
  assert.equal(await one.at(fader(3)).and(one.tab.locator('.held')).count(), 0, 'my own hand is no other');
  await one.up();
  await until(async () => (await two.tab.locator('.held').count()) === 0, 'the ring to go');
});

on_a_desk('a fader that another hand holds goes back there, and says whose hand it is', { set }, async (desk, open) => {
  const [one, two] = [await open(), await open()];
  await one.down(await one.cap(fader(3)));
  await one.move({ y: -30 });
  const held = await one.value(fader(3));
  await until(async () => near(await desk.get(fader(3)), held), 'the desk to store it');
  await two.tab.locator('.held').waitFor();
  await two.drag(await two.cap(fader(3)), { y: 80 });
  await until(async () => near(await two.value(fader(3)), held), 'the cap to return');
  assert.ok(near(await desk.get(fader(3)), held), 'nothing else was stored');
  await one.up();
  await until(async () => (await two.tab.locator('.held').count()) === 0, 'the ring to go');
  await two.drag(await two.cap(fader(3)), { y: 80 });
  await until(async () => (await desk.get(fader(3))) < -12, 'the fader to be free');
});

on_a_desk('a tap does not jump', { set }, async (desk, open) => {
  const page = await open();
  const revision = await desk.revision();
  const box = await page.at(fader(4)).boundingBox();
  for (const share of [0.1, 0.4, 0.9]) {
    await page.tap({ x: box.x + 36, y: box.y + box.height * share });
    await pause(450);
  }
  await page.settled();
  assert.equal(await desk.revision(), revision, 'nothing was set');
  assert.equal(await page.value(fader(4)), -10);
});

on_a_desk('a drag is relative, wherever the finger comes down', { set }, async (desk, open) => {
  const page = await open();
  const box = await page.at(fader(5)).boundingBox();
  // Far above the cap: the eight pixels of the decision, then forty of travel.
  await page.down({ x: box.x + 36, y: box.y + 60 });
  await page.move({ y: 12 }, 1, 1);
  assert.equal(await page.value(fader(5)), -10, 'the decision itself moves nothing');
  await page.move({ y: 40 });
  await page.up();
  const travel = box.height - 60;
  const expected = 40 * (0.5 - 40 / travel) * 2 - 50; // the segment below −10: 80 p − 50
  await until(async () => near(await desk.get(fader(5)), expected, 0.2), `the desk at ${expected}`);
});

on_a_desk('fine is one to ten', { set }, async (desk, open) => {
  const page = await open();
  const way = { y: -80 };
  await page.drag(await page.cap(fader(1)), way);
  await page.press(page.tab.locator('.key.fine'));
  await page.tab.locator('.key.fine[aria-pressed="true"]').waitFor();
  await page.down(await page.cap(fader(2)));
  await page.move(way);
  await page.at(fader(2)).locator('.tag.mine').waitFor();
  await until_matches(page.at(fader(2)).locator('.bubble'), /\d\.\d\d$/);
  await page.up();
  await until(async () => near(await desk.get(fader(2)), await page.value(fader(2)), 0.006), 'the desk to store it');
  const coarse = (await page.value(fader(1))) + 10;
  const fine = (await page.value(fader(2))) + 10;
  assert.ok(coarse > 4 && near(fine, coarse / 10, 0.08), `${coarse} dB and ${fine} dB`);
});

on_a_desk('a drag that began sideways scrolls the bank and never moves a fader', { set }, async (desk, open) => {
  const page = await open();
  const revision = await desk.revision();
  const cap = await page.cap(fader(6));
  await page.down(cap);
  await page.move({ x: -180 });
  await page.move({ y: -150 });
  await page.move({ x: -20, y: 200 });
  await page.up();
  await page.tab.locator('[data-strip="channel/14"]').waitFor();
  await until(async () => (await page.tab.locator('[data-strip="channel/1"]').count()) === 0, 'the first strip to be gone');
  await page.settled();
  assert.equal(await desk.revision(), revision, 'nothing was set');
  await page.press(page.tab.locator('.seg >> text=DCAs'));
  await page.tab.locator('[data-strip="dca/1"]').waitFor();
  await page.press(page.tab.locator('.seg >> text=Inputs'));
  await page.tab.locator('[data-strip="channel/14"]').waitFor();
});

on_a_desk('a double tap sets 0 dB only from above −20 dB or in fine mode', { set: { ...set, [fader(1)]: -25, [fader(2)]: -12 } }, async (desk, open) => {
  const page = await open();
  await page.double_tap(await page.cap(fader(1)));
  await page.double_tap(await page.cap(fader(2)));
  await until(async () => (await desk.get(fader(2))) === 0, '0 dB');
  assert.equal(await desk.get(fader(1)), -25);
  await page.press(page.tab.locator('.key.fine'));
  await page.double_tap(await page.cap(fader(1)));
  await until(async () => (await desk.get(fader(1))) === 0, '0 dB in fine mode');
});

on_a_desk('two fingers move two faders', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.cap(fader(3)), 1);
  await page.down(await page.cap(fader(7)), 2);
  for (let k = 0; k < 6; k++) {
    await page.move({ y: -10 }, 1, 1);
    await page.move({ y: 10 }, 2, 1);
  }
  const [up, lower] = [await page.value(fader(3)), await page.value(fader(7))];
  await page.up(1);
  await page.up(2);
  assert.ok(up > -6 && lower < -14, `${up} and ${lower}`);
  await until(async () => near(await desk.get(fader(3)), up) && near(await desk.get(fader(7)), lower), 'the desk to store both');
});

on_a_desk('a second finger works keys while the first holds a fader', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.cap(fader(3)), 1);
  await page.move({ y: -20 }, 1);
  await page.down(await page.centre(page.at('/channel/8/mute')), 2);
  await page.up(2);
  await until(() => desk.get('/channel/8/mute'), 'channel 8 to be muted');
  await page.up(1);
});

on_a_desk('mute is solid; by a mute group it is hatched and names the cause', {
  set: { ...set, '/channel/2/mutegroup/1': true, '/channel/3/mutegroup/1': true },
}, async (desk, open) => {
  const page = await open();
  const key = (n) => page.at(`/channel/${n}/mute`);
  await page.press(key(3));
  await key(3).and(page.tab.locator('.own')).waitFor();
  await until(() => desk.get('/channel/3/mute'), 'the desk to mute it');
  await page.press(page.tab.locator('.key.two').first());
  await page.press(page.at('/mutegroup/1/on'));
  await key(2).and(page.tab.locator('.other')).waitFor();
  await until_matches(key(2), /MUTE\s*Group 1/);
  assert.equal(await key(3).and(page.tab.locator('.other')).count(), 0, 'own mute stays solid');
  assert.equal(await desk.get('/channel/2/mute'), false);
  await page.press(page.at('/mutegroup/1/on'));
  await until(async () => (await key(2).innerText()) === 'Mute', 'the hatching to go');
});

on_a_desk('solo is named in the main strip, and ends there', { set: { ...set, '/channel/4/name': 'Toms' } }, async (desk, open) => {
  const page = await open();
  await page.press(page.at('/channel/4/solo/1'));
  const clear = page.tab.locator('.key.clear');
  await clear.waitFor();
  await until_matches(clear, /PFL Toms/);
  await until(() => desk.get('/channel/4/solo/1'), 'the desk to solo it');
  await page.press(clear);
  await until(async () => (await desk.get('/channel/4/solo/1')) === false, 'the solo to end');
  await until(async () => (await clear.count()) === 0, 'the key to be dark');
});

on_a_desk('panic takes half a second of holding, and a touch to release', { set }, async (desk, open) => {
  const page = await open();
  const key = page.tab.locator('.panic');
  await page.press(key);
  await pause(600);
  await page.settled();
  assert.equal(await desk.get('/session/panic'), false, 'a tap is no panic');
  await page.hold(key, () => desk.get('/session/panic'), 'all outputs to be silent');
  await page.press(key);
  await until(async () => !(await desk.get('/session/panic')), 'the release');
});

on_a_desk('what the desk refuses goes back, and says why at the control', { set, server: 'local_role = "viewer"' }, async (desk, open) => {
  const page = await open();
  // It is said for two seconds.
  await Promise.all([page.tab.locator('.reason').waitFor(), page.drag(await page.cap(fader(1)), { y: -60 })]);
  await until(async () => (await page.value(fader(1))) === -10, 'the cap to go back');
});

on_a_desk('keys of the keyboard: arrows, M, S, Escape', { set }, async (desk, open) => {
  const page = await open();
  await page.at(fader(2)).focus();
  await page.tab.keyboard.press('ArrowUp');
  await page.tab.keyboard.press('Shift+ArrowUp');
  await until(async () => near(await desk.get(fader(2)), -8.9, 0.001), '1.1 dB more');
  await page.tab.keyboard.press('m');
  await page.tab.keyboard.press('s');
  await until(async () => (await desk.get('/channel/2/mute')) && (await desk.get('/channel/2/solo/1')), 'mute and solo');
  await page.down(await page.cap(fader(5)));
  await page.move({ y: -50 });
  await until(async () => (await desk.get(fader(5))) > -9, 'the drag');
  await page.tab.keyboard.press('Escape');
  await until(async () => (await desk.get(fader(5))) === -10, 'the drag to end where it began');
  await page.up();
});

on_a_desk('a value is typed on the pad', { set }, async (desk, open) => {
  const page = await open();
  await page.tab.locator('[data-strip="channel/1"] .value').click();
  for (const digit of ['±', '1', '2', '.', '5']) await page.press(page.tab.locator(`.digits .key:text-is("${digit}")`));
  await page.press(page.tab.locator('.digits .key.go'));
  await until(async () => (await desk.get(fader(1))) === -12.5, '−12.5 dB');
});

on_a_desk('name and colour open with a long press', { set }, async (desk, open) => {
  const page = await open();
  await page.down(await page.centre(page.tab.locator('[data-strip="channel/2"] .plate')));
  await page.tab.locator('.sheet input').waitFor();
  await page.up();
  await page.tab.locator('.sheet input').fill('Chloé');
  await page.tab.locator('.sheet input').press('Enter');
  await until(async () => (await desk.get('/channel/2/name')) === 'Chloé', 'the name');
  await until(async () => (await page.tab.locator('[data-strip="channel/2"] .plate .name').innerText()) === 'Chloé', 'the plate');
});
