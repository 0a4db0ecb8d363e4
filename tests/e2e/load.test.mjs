// What a device must fetch before it shows anything, compressed as a network would carry it.

import { strict as assert } from 'node:assert';
import { gzipSync } from 'node:zlib';
import { studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { ana, join, token_of } from './people.mjs';
import { pause, until } from './until.mjs';

const most = 200_000;

/** Name and compressed size of all that a page fetches, which it is made to do once more. */
async function fetched(desk, page) {
  const asked = [];
  page.tab.on('request', (request) => asked.push(request.url()));
  await page.tab.reload();
  await page.tab.locator('.phone.live .fam, .fader').first().waitFor();
  await page.tab.evaluate(() => document.fonts.ready);
  const files = [];
  for (const url of new Set(asked)) {
    assert.ok(url.startsWith(desk.url), `${url} is not of this desk: a studio may have no internet`);
    const answer = await fetch(url);
    assert.equal(answer.status, 200, url);
    const body = Buffer.from(await answer.arrayBuffer());
    files.push({ name: new URL(url).pathname, compressed: url.endsWith('woff2') ? body.length : gzipSync(body).length });
  }
  return files;
}
const sum = (files) => files.reduce((all, { compressed }) => all + compressed, 0);

/** How long a browser that has never been here takes, by a Wi-Fi of 20 Mbit/s and 10 ms each way, to a desk it can use. */
async function cold_start(open, path, first) {
  const began = [];
  const page = await open({
    path,
    before: (tab) => {
      const throttled = tab.context().newCDPSession(tab).then((cdp) => cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 20, downloadThroughput: 2.5e6, uploadThroughput: 2.5e6 }));
      const go = tab.goto.bind(tab);
      tab.goto = async (url) => {
        await throttled;
        began.push(Date.now());
        return go(url);
      };
    },
  });
  await page.tab.locator(first).first().waitFor();
  return Date.now() - began[0];
}

on_a_desk('a page that was never there before opens on a desk that it can use', studio(), async (desk, open) => {
  console.log(`# cold start of a tablet: ${await cold_start(open, '/app/', '.fader')} ms`);
  console.log(`# cold start of a phone: ${await cold_start(open, `/app/?join=${encodeURIComponent(await token_of(desk, ana))}`, '.phone.live .fam')} ms`);
});

on_a_desk('a phone fetches the artist’s page only, a tablet the desk’s; both are less than 200 kB', studio(), async (desk, open) => {
  const phone = await fetched(desk, await join(desk, open, ana));
  const tablet = await fetched(desk, await open());
  assert.ok(phone.some(({ name }) => /artist_page/.test(name)) && !phone.some(({ name }) => /desk_page/.test(name)), JSON.stringify(phone));
  assert.ok(tablet.some(({ name }) => /desk_page/.test(name)) && !tablet.some(({ name }) => /artist_page/.test(name)), JSON.stringify(tablet));
  assert.ok(sum(phone) > 20_000 && sum(phone) < most, `phone: ${sum(phone)}`);
  assert.ok(sum(tablet) > 20_000 && sum(tablet) < most, `tablet: ${sum(tablet)}`);
});

on_a_desk('what could not be fetched is fetched again by itself, also where only its look is missing', {}, async (desk, open) => {
  for (const piece of [/desk_page-.*\.js$/, /desk_page-.*\.css$/]) {
    let asked = 0;
    // As by a phone that comes to another network just then.
    await open({ before: (tab) => tab.route(piece, (route) => (++asked === 1 ? route.abort('connectionfailed') : route.continue())) });
    assert.ok(asked > 1);
  }
});

on_a_desk('a page that never comes whole says so, tries three times and then leaves it to a finger', {}, async (desk, open) => {
  const page = await open();
  let loads = 0;
  page.tab.on('domcontentloaded', () => loads++);
  await page.tab.route(/desk_page-.*\.js$/, (route) => route.abort('connectionfailed'));
  await page.tab.reload();
  await until(() => loads === 4, 'three more tries');
  const key = page.tab.locator('main.missing .key');
  await key.waitFor();
  await pause(2500);
  assert.equal(loads, 4);
  await page.tab.unroute(/desk_page-.*\.js$/);
  await page.press(key);
  await until(() => page.is_live(), 'the page to be whole');
});
