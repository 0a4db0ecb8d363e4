// The page as an app: how much its first load is, what it keeps, and how it becomes as new as its desk.

import { strict as assert } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { stale } from '../../clients/web/scripts/icons.mjs';
import { own_page } from './desk.mjs';
import { on_a_desk } from './harness.mjs';
import { until, until_matches } from './until.mjs';

const keeps = (page) => page.tab.evaluate(async () => {
  const found = {};
  for (const name of await caches.keys()) found[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname + new URL(url).search);
  return found;
});
const kept = (page, build) => until(async () => {
  const found = await keeps(page);
  return Object.keys(found).join() === `tutti-${build}` && found[`tutti-${build}`].length > 0 && found[`tutti-${build}`];
}, `the files of ${build} alone to be kept`);
const build_of = (page) => page.tab.evaluate(() => document.querySelector('meta[name="tutti-build"]').content);
const controlled = (page) => until(() => page.tab.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker to be at work');

on_a_desk('the first load is under 200 kB compressed, and fetches nothing from elsewhere', {}, async (desk, open) => {
  const answers = [];
  const page = await open({ context: { serviceWorkers: 'block' }, before: (tab) => tab.on('response', (answer) => answers.push(answer)) });
  await page.at('/channel/1/fader').waitFor();
  // The other pages, which come once nobody waits for them, are no part of it.
  const later = new Set(await page.tab.evaluate(() => {
    const [rest] = performance.getEntriesByName('the rest');
    return rest ? performance.getEntriesByType('resource').filter(({ startTime }) => startTime > rest.startTime).map(({ name }) => name) : [];
  }));
  let sum = 0;
  for (const answer of answers) {
    assert.ok(answer.url().startsWith(desk.url), answer.url());
    if (later.has(answer.url())) continue;
    const body = await answer.body();
    sum += /\.(woff2|png)$/.test(answer.url()) ? body.length : gzipSync(body, { level: 9 }).length;
  }
  console.log(`first load: ${Math.round(sum / 1000)} kB compressed in ${answers.length} files`);
  assert.ok(sum < 200_000, `${sum} bytes`);
});

on_a_desk('it can be installed: manifest and icons are as the browser wants them, and as they are drawn', {}, async (desk, open) => {
  assert.deepEqual(stale(fileURLToPath(new URL('../../clients/web/public/', import.meta.url))), []);
  const page = await open();
  await controlled(page);
  const { errors, data } = await page.cdp.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).start_url, '/app/');
  const { installabilityErrors } = await page.cdp.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
});

on_a_desk('the page opens without its desk, says so, and is live when it comes; no answer of the desk is kept', {}, async (desk, open) => {
  const page = await open();
  const files = await kept(page, await build_of(page));
  await controlled(page);
  assert.ok(files.includes('/app/') && files.every((file) => file.startsWith('/app/') && !file.includes('?')), files.join());
  assert.ok(!files.some((file) => /version\.json|sw\.js/.test(file)));
  // What is asked of the desk goes by, and comes back as it is now.
  await desk.set('/session/name', 'One');
  const name = () => page.tab.evaluate(async () => (await (await fetch('/session/name?VALUE')).json()).VALUE[0]);
  assert.equal(await name(), 'One');
  await desk.set('/session/name', 'Two');
  assert.equal(await name(), 'Two');
  assert.deepEqual(await kept(page, await build_of(page)), files);
  await desk.kill();
  await page.tab.reload();
  await page.tab.locator('.first-look').waitFor();
  await desk.restart();
  await until(() => page.is_live(), 'the link to be live');
});

const own = await own_page();
process.on('exit', () => void own.remove());
on_a_desk('a page beside a newer desk renews itself, and keeps nothing of the old one', { program: own.program }, async (desk, open) => {
  const page = await open();
  const plain = await open({ context: { serviceWorkers: 'block' } });
  const before = await build_of(page);
  await kept(page, before);
  await controlled(page);
  for (const file of ['index.html', 'sw.js', 'version.json']) {
    const path = join(own.app, file);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(before, 'newer0000000'));
  }
  await desk.kill('SIGTERM');
  await desk.restart();
  for (const each of [page, plain]) {
    await until(async () => (await build_of(each)) === 'newer0000000', 'the new page');
    await until(() => each.is_live(), 'the link to be live');
  }
  await kept(page, 'newer0000000');
});

on_a_desk('without a worker, as over plain HTTP, the page works all the same', {}, async (desk, open) => {
  const page = await open({ path: '/app/#setup', context: { serviceWorkers: 'block' } });
  await until_matches(page.tab.locator('#about-card'), /As an app/);
  await page.tab.evaluate(() => (location.hash = '#mix'));
  await page.press(page.at('/channel/1/mute'));
  await until(() => desk.get('/channel/1/mute'), 'the mute');
});
