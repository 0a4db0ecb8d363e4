// Scenes on the page: kept, recalled whole and in parts, compared, overwritten by holding, moved, out to a file and in.

import { strict as assert } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { on_a_desk } from './harness.mjs';
import { pause, until, until_matches } from './until.mjs';

const path = '/app/#scenes';
const tablet = { width: 1024, height: 768 };
const desks = {
  desk: 'channels = 8\nbuses = 4\nfx = 1\ndcas = 2\nmutegroups = 2\nmonitors = 1\ntalkbacks = 1',
  set: { '/channel/1/name': 'Kick', '/channel/2/name': 'Vox', '/channel/1/fader': -6, '/channel/2/fader': -10 },
};
const row = (page, name) => page.tab.locator('.scene-row', { has: page.tab.locator('b', { hasText: name }) });
const change = (page, address) => page.tab.locator(`[data-change="${address}"]`);
const recall = (page) => page.tab.locator('.scene-keys .recall');

async function store(page, name) {
  await page.press(page.tab.locator('.list-head .key', { hasText: 'Store' }));
  await page.tab.locator('.sheet input').fill(name);
  await page.press(page.tab.locator('.sheet .key.go'));
  await row(page, name).waitFor();
}

on_a_desk('a scene is kept, what it would change is seen, and it is recalled whole or in parts', desks, async (desk, open) => {
  const page = await open({ path, size: tablet });
  await store(page, 'Verse');
  await row(page, 'Verse').locator('.is-now').waitFor();
  assert.equal(await desk.get('/scene/1/name'), 'Verse');
  await page.tab.locator('.compare header', { hasText: 'nothing differs' }).waitFor();

  await desk.set('/channel/1/fader', -20);
  await desk.set('/channel/2/fader', -30);
  await desk.set('/channel/2/mute', true);
  await change(page, '/channel/2/mute').waitFor();
  await row(page, 'Verse').locator('.when', { hasText: 'changed' }).waitFor();
  await page.tab.locator('.where', { hasText: 'changed' }).waitFor();
  await until_matches(change(page, '/channel/1/fader'), /fader\s+−20\.0\s+−6\.0/);
  await page.tab.locator('.compare header', { hasText: '3 changes in 2 places' }).waitFor();

  // One of them stays as it is.
  await page.press(change(page, '/channel/2/fader').locator('.check'));
  await page.tab.locator('.group-head .check.some').waitFor();
  await until_matches(recall(page), /Recall 2 chosen/);
  await page.press(recall(page));
  await until(async () => (await desk.get('/channel/1/fader')) === -6 && (await desk.get('/channel/2/mute')) === false, 'the parts to be recalled');
  assert.equal(await desk.get('/channel/2/fader'), -30);
  await until(async () => (await page.tab.locator('.change').count()) === 1, 'one difference to be left');
  await page.press(page.tab.locator('.compare header .key', { hasText: 'All' }));
  await page.press(recall(page));
  await until(async () => (await desk.get('/channel/2/fader')) === -10, 'the rest');
});

on_a_desk('overwriting and deleting take a hold; scope, time, note and place are edited', desks, async (desk, open) => {
  const page = await open({ path, size: tablet });
  await store(page, 'Dawn');
  await desk.set('/channel/1/fader', -20);
  await store(page, 'Dusk');
  await page.press(row(page, 'Dawn').locator('.scene-pick'));
  await change(page, '/channel/1/fader').waitFor();
  await page.press(page.tab.locator('.compare .chip', { hasText: /^fader$/ }));
  await until(async () => (await desk.get('/scene/1/scope/fader')) === false, 'the scope');
  await until(async () => (await change(page, '/channel/1/fader').count()) === 0, 'what is out of it not to be compared');
  await page.press(page.tab.locator('.compare .chip.out'));
  await page.press(page.tab.locator('.compare .chip', { hasText: /^fader$/ }));
  await change(page, '/channel/1/fader').waitFor();

  const over = page.tab.locator('.scene-keys .hold', { hasText: 'Overwrite' });
  await page.press(over);
  await pause(600);
  await page.settled();
  await until(async () => (await change(page, '/channel/1/fader').count()) === 1, 'a touch overwrites nothing');
  await page.hold(over, async () => (await change(page, '/channel/1/fader').count()) === 0, 'the scene to be the desk');

  await page.press(row(page, 'Dawn').locator('.scene-edit'));
  await page.tab.locator('.sheet input').fill('Intro');
  await page.tab.locator('.sheet textarea').fill('low, brushes');
  await page.press(page.tab.locator('.sheet .key', { hasText: 'Later' }));
  await until(async () => (await page.tab.locator('.scene-row b.place').count()) === 2 && /Intro/.test(await page.tab.locator('.scene-row').nth(1).innerText()), 'the other order');
  assert.equal(await desk.get('/scene/1/note'), 'low, brushes');
  assert.ok((await desk.get('/scene/1/position')) > (await desk.get('/scene/2/position')));
  await page.hold(page.tab.locator('.sheet .hold', { hasText: 'Delete' }), async () => (await page.tab.locator('.scene-row').count()) === 1, 'the scene to be gone');

  await page.press(page.tab.locator('.list-head .key', { hasText: 'Safe' }));
  await page.press(page.at('/scene/safe/eq'));
  await page.press(page.at('/channel/1/safe/fader'));
  await until(async () => (await desk.get('/scene/safe/eq')) && (await desk.get('/channel/1/safe/fader')), 'what is safe');
});

on_a_desk('a scene goes out as a file and comes back in, and a file that is none is refused in words', desks, async (desk, open) => {
  const page = await open({ path, size: tablet });
  await store(page, 'Verse');
  await page.press(row(page, 'Verse').locator('.scene-edit'));
  const [download] = await Promise.all([page.tab.waitForEvent('download'), page.press(page.tab.locator('.sheet .key', { hasText: 'Export' }))]);
  assert.equal(download.suggestedFilename(), 'Verse.json');
  const text = await readFile(await download.path(), 'utf8');
  assert.equal(JSON.parse(text)['/channel/1'].fader, -6);
  await page.tab.keyboard.press('Escape');

  const file = join(desk.folder, 'chorus.json');
  await writeFile(file, text.replace('"name": "Verse"', '"name": "Chorus"').replace('"fader": -6', '"fader": -3'));
  await page.tab.locator('input[type="file"]').setInputFiles(file);
  await row(page, 'Chorus').waitFor();
  await until(async () => /true/.test(await row(page, 'Chorus').locator('.scene-pick').getAttribute('aria-pressed')), 'it to be chosen');
  await page.press(recall(page));
  await until(async () => (await desk.get('/channel/1/fader')) === -3, 'what the file says');

  await writeFile(file, '{"what": "is this"}');
  await page.tab.locator('input[type="file"]').setInputFiles(file);
  await page.tab.locator('.scene-said', { hasText: 'Not taken in' }).waitFor();
  await until(async () => (await page.tab.locator('.scene-row').count()) === 2, 'both');
});
