// The artist's page on phones of usual sizes, upright and on their side: all of it is there without scrolling, nothing
// is cut off, and a finger's width hits each control. And for who neither sees nor touches it.

import { strict as assert } from 'node:assert';
import { click, drums, family, studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { ana, join } from './people.mjs';
import { until } from './until.mjs';

const sizes = [{ width: 430, height: 932 }, { width: 390, height: 844 }, { width: 375, height: 667 }, { width: 360, height: 640 }, { width: 844, height: 390 }, { width: 667, height: 375 }, { width: 568, height: 320 }];

/** What is wrong with a screen as it stands. */
const faults = (page, within, finger) => page.tab.evaluate(([root, smallest]) => {
  const found = [];
  const name = (of) => of.getAttribute('aria-label') ?? of.textContent.trim().slice(0, 40);
  const screen = document.querySelector(root);
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) found.push(`the page scrolls: ${scrollWidth} × ${scrollHeight}`);
  for (const part of [screen, ...screen.querySelectorAll('.under')]) {
    if (part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight) found.push(`"${part.className}" scrolls: ${part.scrollWidth} × ${part.scrollHeight} in ${part.clientWidth} × ${part.clientHeight}`);
  }
  for (const box of screen.querySelectorAll('.words b > span, .words output, .key, h1, .of b')) {
    if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline') found.push(`"${name(box)}" is cut: ${box.scrollWidth} in ${box.clientWidth}`);
  }
  for (const control of screen.querySelectorAll('button, input, [role="slider"]')) {
    const { left, top, width, height } = control.getBoundingClientRect();
    if (control.disabled || width === 0) continue;
    if (left < 0 || left + width > innerWidth + 1) found.push(`"${name(control)}" is outside, sideways`);
    if (top < 0 || top + height > innerHeight + 1) {
      if (!control.closest('.inside, .mine-list')) found.push(`"${name(control)}" is outside`);
      continue;
    }
    const reach = smallest / 2 - 1;
    const x = left + width / 2;
    const y = top + height / 2;
    for (const [dx, dy] of [[0, 0], [-reach, 0], [reach, 0], [0, -reach], [0, reach]]) {
      const hit = document.elementFromPoint(x + dx, y + dy);
      if (!hit || !(control.contains(hit) || hit.contains(control))) {
        found.push(`"${name(control)}" is not hit at ${dx}, ${dy}: ${hit ? name(hit) : 'nothing'}`);
        break;
      }
    }
  }
  return found;
}, [within, finger]);

for (const size of sizes) {
  on_a_desk(`an artist's page fits ${size.width} × ${size.height}`, studio({ set: { '/channel/9/name': 'Sax', '/channel/9/send/3/show': true } }), async (desk, open) => {
    const page = await join(desk, open, ana, size);
    const key = (name) => page.tab.getByRole('button', { name, exact: true });
    await page.tab.getByLabel('Open Click').waitFor();
    const all = [];
    const finger = size.width > size.height ? 44 : 52;
    const look = async (what, within) => {
      for (const fault of await faults(page, within, finger)) all.push(`${what}: ${fault}`);
    };
    await look('first', '.phone');
    await page.press(page.tab.getByLabel('Open Vocals'));
    await page.tab.locator('.strip-row').first().waitFor();
    await look('vocals', '.phone');
    await page.press(page.tab.getByLabel('Back to my mix'));
    for (const [what, opener] of [['call', page.tab.locator('.foot .call')], ['mixes', page.tab.locator('.head .who')], ['ears', page.tab.locator('.ears')], ['sound', page.tab.locator('.ears')]]) {
      await page.press(opener);
      if (what === 'sound') await page.press(key('My sound'));
      await page.tab.locator('.phone-sheet').evaluate((sheet) => Promise.all(sheet.getAnimations().map(({ finished }) => finished)));
      await look(what, '.phone-sheet');
      await page.press(what === 'call' ? key('Cancel') : key('Done'));
      await until(async () => (await page.tab.locator('.phone-sheet').count()) === 0, 'the sheet to close');
    }
    assert.deepEqual([...new Set(all)], []);
  });
}

on_a_desk('an artist’s page without a finger or an eye: names, values and keys', studio(), async (desk, open) => {
  const page = await join(desk, open, ana);
  const row = page.at(family(drums));
  assert.equal(await row.getAttribute('role'), 'slider');
  assert.equal(await row.getAttribute('aria-label'), 'Drums');
  assert.equal(await row.getAttribute('aria-valuetext'), '0.0 dB');
  await row.focus();
  await page.tab.keyboard.press('ArrowLeft');
  await until(async () => (await desk.get(family(drums))) === -1, 'one step down');
  await page.tab.keyboard.press('Tab');
  await page.tab.keyboard.press('Enter');
  await page.tab.getByLabel('Back to my mix').waitFor();
  await page.tab.keyboard.press('Tab');
  await page.tab.keyboard.press('Enter');
  await page.tab.getByLabel('Open Click').waitFor();
  // A name on every control, and nothing announced of meters.
  const nameless = await page.tab.evaluate(() => [...document.querySelectorAll('.phone button, .phone [role="slider"], .phone input')].filter((one) => !(one.getAttribute('aria-label') ?? one.textContent.trim())).length);
  assert.equal(nameless, 0);
  assert.equal(await page.tab.locator('[aria-live], [role="status"], [role="alert"]').filter({ hasText: /dB|LUFS/ }).count(), 0);
  assert.equal(await desk.get(family(click)), 0);
});
