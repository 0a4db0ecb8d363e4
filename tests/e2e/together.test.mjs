// The engineer on a tablet and three artists on phones, at once, each doing their job at one desk.

import { strict as assert } from 'node:assert';
import { announcements_of } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { phone } from './page.mjs';
import { join, tom, token_of } from './people.mjs';
import { until, until_said } from './until.mjs';

const artists = [{ name: 'Ana', cue: 3 }, { name: 'Ben', cue: 4 }, { name: 'Chloé', cue: 5 }].map((who, k) => ({ ...who, role: 'artist', pin: `482${k}` }));
const studio = {
  users: [tom, ...artists],
  desk: 'channels = 8\nbuses = 6\nfx = 1\ndcas = 2\nmutegroups = 2\nmonitors = 1\ntalkbacks = 1',
  set: {
    ...Object.fromEntries(artists.flatMap(({ name, cue }) => [[`/bus/${cue}/kind`, 'cue'], [`/bus/${cue}/name`, name], [`/bus/${cue}/cue/max`, 10]])),
    ...Object.fromEntries(['Kick', 'Bass', 'Piano', 'Ana', 'Ben', 'Chloé', 'Click', 'Room'].flatMap((name, k) => [
      [`/channel/${k + 1}/name`, name], [`/channel/${k + 1}/family`, ['drums', 'band', 'keys', 'vocals', 'vocals', 'vocals', 'click', 'drums'][k]],
    ])),
  },
};

on_a_desk('four people at one desk', studio, async (desk, open) => {
  const engineer = await open({ path: `/app/?join=${encodeURIComponent(await token_of(desk, tom))}#mix` });
  const phones = [];
  for (const artist of artists) phones.push(await join(desk, open, artist, phone));
  for (const { cue } of artists) await desk.set(`/bus/${cue}/fader`, -12);

  // All move at once, each in their own mix, the engineer in the house's.
  const drums = ({ cue }) => `/bus/${cue}/cue/family/1/level`;
  await Promise.all([
    engineer.drag(await engineer.cap('/channel/1/fader'), { y: -60 }),
    ...phones.map(async (page, k) => {
      await page.at(drums(artists[k])).waitFor();
      await page.drag(await page.centre(page.at(drums(artists[k]))), { x: -40 - 30 * k });
    }),
  ]);
  await until(async () => (await desk.get('/channel/1/fader')) > -90, 'the engineer’s fader');
  const levels = [];
  for (const [k, artist] of artists.entries()) {
    await phones[k].settled();
    levels.push(await desk.get(drums(artist)));
    await until(async () => (await phones[k].value(drums(artist))) === levels[k], `${artist.name}'s page to agree`);
  }
  assert.ok(-2 > levels[0] && levels[0] > levels[1] && levels[1] > levels[2], `each has their own: ${levels}`);

  // What the studio's start changed in Ana's mix has been announced.
  await until(async () => (await phones[0].tab.locator('.toast').count()) === 0, 'nothing new for Ana');

  // Ana calls; the engineer's hand in Ben's mix is shown to Ben while it rests, and to nobody else.
  await phones[0].press(phones[0].tab.getByRole('button', { name: 'Call Tom' }));
  await phones[0].press(phones[0].tab.getByRole('button', { name: 'More me' }));
  await until(async () => await desk.get('/bus/3/cue/call'), 'the call');
  await engineer.press(engineer.tab.getByRole('button', { name: 'Buses' }));
  const announced = [await announcements_of(phones[0]), await announcements_of(phones[1])];
  const bus = await engineer.cap('/bus/4/fader');
  await engineer.down(bus);
  await engineer.move({ y: 20 });
  const held = phones[1].tab.locator('.fam.held .tag');
  await held.waitFor();
  await until_said(held, ['Tom']);
  await until(async () => (await announced[1]()).some(({ texts }) => /Tom: Everything/.test(texts)), 'it to be announced');
  await phones[0].settled();
  assert.equal(await phones[0].tab.locator('.fam.held').count(), 0);
  assert.deepEqual(await announced[0](), []);
  await engineer.up();
  await until(async () => (await held.count()) === 0, 'the hand to be gone');

  // Nobody can leave their own mix: what a page would never send is refused.
  for (const [k, artist] of artists.entries()) {
    const token = await token_of(desk, artist);
    const answer = await fetch(`${desk.url}/bus/${artists[(k + 1) % 3].cue}/fader`, {
      method: 'PUT', body: '{"VALUE": [0]}', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    assert.equal(answer.status, 403);
  }
});
