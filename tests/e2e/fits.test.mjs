// The strip page on tablets of usual sizes: nothing is cut off, and a finger's width of 44 pixels hits each control.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';

const desks = { desk: 'channels = 24\nbuses = 8\nmatrices = 2\nfx = 2\ndcas = 4\nmutegroups = 2\nmonitors = 2\ntalkbacks = 1', set: { '/channel/1/gate/mode': 'expander', '/channel/1/gate/threshold': -62.5, '/channel/1/comp/threshold': -22.5, '/bus/1/limiter/ceiling': -12.5 } };
const sizes = [{ width: 1280, height: 800 }, { width: 1180, height: 820 }, { width: 1024, height: 768 }];

/** What is wrong with the cards as they stand: words that run out of their box, and what is too small or covered. */
const faults = (page) => page.tab.evaluate(() => {
  const found = [];
  const name = (of) => of.getAttribute('aria-label') ?? of.textContent.trim().slice(0, 40);
  const middle = document.querySelector('.middle').getBoundingClientRect();
  for (const card of document.querySelectorAll('.middle .card')) {
    const box = card.getBoundingClientRect();
    if (box.bottom > middle.bottom + 1 || box.right > middle.right + 1) found.push(`${card.id} is outside of its page`);
  }
  for (const box of document.querySelectorAll('.vals > *, .pairs > *, .stack > *, .card-head h2, .path button, .band .value-field b')) {
    if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).display !== 'inline') found.push(`"${name(box)}" is cut: ${box.scrollWidth} in ${box.clientWidth}`);
  }
  for (const control of document.querySelectorAll('.cards button, .cards [role="slider"], .card.eq .card-head button')) {
    const { left, top, width, height } = control.getBoundingClientRect();
    if (width === 0) continue; // left away where it is tight
    const x = left + width / 2;
    const y = top + height / 2;
    for (const [dx, dy] of [[0, 0], [-21, 0], [21, 0], [0, -21], [0, 21]]) {
      const hit = document.elementFromPoint(x + dx, y + dy);
      if (!hit || !control.contains(hit)) {
        found.push(`"${name(control)}" is not hit at ${dx}, ${dy}: ${hit ? name(hit) : 'nothing'}`);
        break;
      }
    }
  }
  return found;
});

for (const size of sizes) {
  on_a_desk(`the cards of a strip fit ${size.width} × ${size.height}`, desks, async (desk, open) => {
    const page = await open({ path: '/app/#strip/channel/1', size });
    const all = [];
    for (const strip of ['channel/1', 'bus/1', 'main', 'matrix/1', 'fx/1/return']) {
      await page.tab.evaluate((to) => (location.hash = `#strip/${to}`), strip);
      await page.tab.locator(`.side [data-strip="${strip}"]`).waitFor();
      const decks = { channel: ['Expander', 'Input', 'Groups'], bus: ['Comp', 'Bus', 'Groups'], main: ['Comp', 'Insert'], matrix: ['Comp', 'Delay', 'Groups'], fx: ['Groups'] }[strip.split('/')[0]];
      for (const deck of decks) {
        await page.press(page.tab.locator('.path button', { hasText: deck }));
        const faces = await page.tab.locator('.dynamics-card .faces button').allInnerTexts();
        for (const face of faces.length ? ['Main', 'More', 'Key'] : ['']) {
          for (const tab of face ? await page.tab.locator('.dynamics-card .faces button', { hasText: face }).all() : []) await page.press(tab);
          for (const fault of await faults(page)) all.push(`${strip}, ${deck} ${face}: ${fault}`);
        }
      }
    }
    assert.deepEqual([...new Set(all)], []);
  });
}
