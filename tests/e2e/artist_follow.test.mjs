// Following the engineer's mix, and what an artist turns of the ears.

import { send, studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { ana, join } from './people.mjs';
import { until } from './until.mjs';

const key = (page, word) => page.tab.getByRole('button', { name: word, exact: true });
/** Touches what opens a sheet, and waits until that stands still. */
const open_sheet = async (page, opener) => {
  await page.press(page.tab.locator(opener));
  await page.tab.locator('.phone-sheet').evaluate((sheet) => Promise.all(sheet.getAnimations().map(({ finished }) => finished)));
};
const open_mixes = (page) => open_sheet(page, '.head .who');

on_a_desk('who follows the engineer’s mix moves what is more or less of it', studio({ set: { '/channel/5/fader': -6 } }), async (desk, open) => {
  const page = await join(desk, open, ana);
  await open_mixes(page);
  await page.press(page.tab.getByRole('switch', { name: 'Follow Tom’s mix' }));
  await until(async () => (await desk.get('/bus/3/inherit/source')) === 'main', 'the mix to follow');
  await page.press(key(page, 'Done'));
  await until(async () => /Follows Tom/i.test(await page.tab.locator('.head small').innerText()), 'the word for it');
  await page.press(page.tab.getByLabel('Open Vocals'));
  const level = page.at(send(5, 'offset'));
  await level.waitFor();
  const before = await desk.get(send(5, 'offset'));
  await page.drag(await page.centre(level), { x: 50 });
  await until(async () => (await desk.get(send(5, 'offset'))) > before + 2, 'a little more of it');
  await page.press(page.tab.getByLabel('Back to my mix'));
  await open_mixes(page);
  await page.press(page.tab.getByRole('switch', { name: 'Follow Tom’s mix' }));
  await until(async () => (await desk.get('/bus/3/inherit/source')) === 'none', 'the mix to be mine alone');
});

on_a_desk('the ear limit and the talkback are mine to turn', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  await open_sheet(page, '.ears');
  await page.drag(await page.centre(page.at('/bus/3/cue/limit')), { x: -100 });
  await until(async () => (await desk.get('/bus/3/cue/limit')) < -8, 'the ear limit to be lower');
  await page.drag(await page.centre(page.at('/talkback/1/send/3/level')), { x: -60 });
  await until(async () => (await desk.get('/talkback/1/send/3/level')) < -3, 'the talkback to be lower');
  await page.press(key(page, 'Done'));
  await until(async () => /limit \u2212/.test(await page.tab.locator('.ears').innerText()), 'the limit beside the bar');
});
