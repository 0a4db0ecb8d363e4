// Who is at this device: by name and PIN, by a code, and again by itself after whatever comes between.

import { strict as assert } from 'node:assert';
import { drums, family, studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { phone } from './page.mjs';
import { ana, ask, join, tom } from './people.mjs';
import { until, until_matches, until_said } from './until.mjs';

const form = (page) => page.tab.locator('.login');

async function log_in(page, name, pin) {
  await page.tab.getByLabel('Name').fill(name);
  await page.tab.getByLabel('PIN').fill(pin);
  await page.press(page.tab.getByRole('button', { name: 'Log in', exact: true }));
}
const kept = (page) => page.tab.evaluate(() => localStorage.getItem('token'));

on_a_desk('a desk that tells strangers nothing asks for name and PIN; the artist sees the mix, the engineer the desk', studio({ server: 'local_role = "none"' }), async (desk, open) => {
  const page = await open({ size: phone });
  await form(page).waitFor();
  await log_in(page, 'Ana', '0000');
  await page.tab.getByText('Name or PIN is wrong').waitFor();
  assert.equal(await kept(page), null);
  await log_in(page, 'Ana', ana.pin);
  await page.tab.locator('.phone .head').waitFor();
  await until_said(page.tab.locator('.head b'), ['Ana']);
  // Nobody has to type again.
  await page.tab.reload();
  await page.tab.locator('.phone.live .head').waitFor();

  const other = await open();
  await form(other).waitFor();
  await log_in(other, 'Tom', tom.pin);
  await other.tab.locator('.fader').first().waitFor();
  await other.tab.evaluate(() => (location.hash = '#setup'));
  await other.tab.locator('#me').waitFor();
  await until_matches(other.tab.locator('#me'), /Tom\s+Engineer/);
});

on_a_desk('who logs out is a stranger again, on this device', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.press(page.tab.locator('.head .who'));
  await page.press(page.tab.getByRole('button', { name: 'Log Ana out' }));
  // On the desk's own machine a stranger is the engineer.
  await page.tab.locator('.fader').first().waitFor();
  assert.equal(await kept(page), null);
  await page.tab.reload();
  await page.tab.locator('.fader').first().waitFor();
});

on_a_desk('the settings tell who is here, and let others log in', studio(), async (desk, open) => {
  const page = await open({ path: '/app/#setup' });
  await until_matches(page.tab.locator('#me'), /Nobody is logged in/);
  await page.press(page.tab.locator('#me').getByRole('button', { name: 'Log in' }));
  await page.press(page.tab.getByRole('button', { name: 'Go on without' }));
  await page.tab.locator('#me').waitFor();
  await page.press(page.tab.locator('#me').getByRole('button', { name: 'Log in' }));
  await log_in(page, 'Tom', tom.pin);
  await until(async () => /Tom/.test(await page.tab.locator('#me').innerText()), 'my name in the settings');
});

on_a_desk('a phone that the engineer has logged out says so, and takes a new code', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  const [{ VALUES: users }] = await ask(desk, { COMMAND: 'GET', DATA: '/user/*/name' });
  const number = Object.entries(users).find(([, name]) => name === 'Ana')[0].split('/')[2];
  await ask(desk, { COMMAND: 'DO', DATA: [`/user/${number}/tokens/revoke`] });
  await page.tab.getByText('This device is no longer logged in').waitFor();
  await log_in(page, 'Ana', ana.pin);
  await page.tab.locator('.phone.live .head').waitFor();
});

on_a_desk('an artist without a mix is told so, and gets it as soon as the engineer gives one, or a second', studio({ users: [{ name: 'Ben', role: 'artist', pin: '1199' }] }), async (desk, open) => {
  const ben = { name: 'Ben', pin: '1199' };
  const page = await join(desk, open, ben);
  await page.tab.getByText('No mix is yours yet').waitFor();
  const [{ VALUES: users }] = await ask(desk, { COMMAND: 'GET', DATA: '/user/*/name' });
  const number = Number(Object.entries(users).find(([, name]) => name === 'Ben')[0].split('/')[2]);
  await desk.set('/bus/3/cue/owner', number);
  await page.tab.getByLabel('Open Drums').waitFor();
  await desk.set('/bus/4/cue/owner', number);
  await page.press(page.tab.locator('.head .who'));
  await page.press(page.tab.getByRole('button', { name: 'Somebody else' }));
  await page.press(page.tab.getByRole('button', { name: 'Done', exact: true }));
  await page.at('/bus/4/fader').waitFor();
  await desk.set('/bus/4/cue/owner', 0);
  await page.at('/bus/3/fader').waitFor();
});

on_a_desk('a lost link covers the whole screen; a restarted desk finds the same phone logged in, with what changed', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await desk.kill();
  const veil = page.tab.locator('.veil');
  await veil.waitFor();
  await until_matches(veil, /Link lost[^]*Your sound goes on/);
  const { width, height } = await veil.boundingBox();
  assert.deepEqual([width, height], [phone.width, phone.height]);
  await page.drag({ x: 195, y: 300 }, { x: -80 });
  await desk.restart();
  await desk.set(family(drums), -7);
  await until(() => page.is_live(), 'the link to be back');
  await veil.waitFor({ state: 'detached' });
  await until(async () => (await page.value(family(drums))) === -7, 'what changed');
  // Still Ana, and with Ana's rights: her mix, and no hand for anything else.
  await until_said(page.tab.locator('.head b'), ['Ana']);
  await page.drag(await page.centre(page.at(family(drums))), { x: -60 });
  await until(async () => (await desk.get(family(drums))) < -8, 'hands to be taken again');
});

on_a_desk('a phone that slept while the network was away shows the truth by itself', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await page.context.setOffline(true);
  desk.pause();
  await page.tab.locator('.veil').waitFor();
  desk.unpause();
  await desk.set(family(drums), -25);
  await page.context.setOffline(false);
  await until(() => page.is_live(), 'the link to be back');
  await until(async () => (await page.value(family(drums))) === -25, 'what was missed');
  assert.equal(await page.tab.locator('.login').count(), 0);
});
