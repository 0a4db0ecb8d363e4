// The engineer's pages of cues, scenes, history and people on tablets of usual sizes: nothing runs out of the page, and a
// finger's width of 44 pixels hits each control.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { ask, tom } from './people.mjs';
import { until } from './until.mjs';

const families = ['drums', 'band', 'keys', 'vocals', 'click', 'fx'];
const set = {
  ...Object.fromEntries(families.flatMap((family, k) => [[`/channel/${k + 1}/family`, family], [`/channel/${k + 1}/name`, `Channel ${k + 1}`]])),
  ...Object.fromEntries([1, 2, 3, 4].flatMap((b) => [[`/bus/${b}/kind`, 'cue'], [`/bus/${b}/name`, `Performer ${b}`], [`/bus/${b}/fader`, -12.5]])),
};
const desks = { users: [tom, ...['Ana', 'Ben', 'Chloé', 'Dev'].map((name, k) => ({ name, role: 'artist', pin: '4821', cue: k + 1 }))], set, desk: 'channels = 8\nbuses = 4\nfx = 1\ndcas = 2\nmutegroups = 2\nmonitors = 2\ntalkbacks = 1' };
const sizes = [{ width: 1180, height: 820 }, { width: 1024, height: 768 }];

const faults = (page) => page.tab.evaluate(() => {
  const found = [];
  const name = (of) => of.getAttribute('aria-label') ?? of.textContent.trim().slice(0, 40);
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen');
  for (const control of document.querySelectorAll('main button, main [role="slider"], footer button, header button')) {
    const { left, top, width, height } = control.getBoundingClientRect();
    const list = control.closest('.list, .cue-list, .cue-side-list, .scope, .kinds')?.getBoundingClientRect();
    const x = left + width / 2;
    const y = top + height / 2;
    if (width === 0 || (list && (y + 22 > list.bottom || y - 22 < list.top || x + 22 > list.right))) continue;
    for (const [dx, dy] of [[0, 0], [-21, 0], [21, 0], [0, -21], [0, 21]]) {
      const hit = document.elementFromPoint(x + dx, y + dy);
      if (!hit || !control.contains(hit)) {
        found.push(`"${name(control)}" is not hit at ${dx}, ${dy}: ${hit ? name(hit) || hit.className : 'nothing'}`);
        break;
      }
    }
  }
  for (const key of document.querySelectorAll('main .key, footer .key')) {
    if (key.scrollWidth > key.clientWidth + 1 && !key.classList.contains('step-back')) found.push(`"${name(key)}" is cut: ${key.scrollWidth} in ${key.clientWidth}`);
  }
  return found;
});

for (const size of sizes) {
  on_a_desk(`cues, scenes, history and people fit ${size.width} × ${size.height}`, desks, async (desk, open) => {
    await ask(desk, { COMMAND: 'DO', DATA: ['/scene/store', 'Verse'] }, { COMMAND: 'SET', DATA: { '/channel/1/fader': -3, '/bus/2/cue/call': true, '/bus/2/cue/call_text': 'More me' } });
    const page = await open({ size });
    const all = [];
    for (const [view, there] of [['cues', '.cue-row'], ['scenes', '.change'], ['history', '.step-row'], ['people', '.person-card']]) {
      await page.tab.evaluate((to) => (location.hash = `#${to}`), view);
      await page.tab.locator(there).first().waitFor();
      await until(async () => (await page.tab.locator('.faces-key .face').count()) > 0, 'the faces');
      for (const fault of await faults(page)) all.push(`${view}: ${fault}`);
    }
    assert.deepEqual([...new Set(all)], []);
  });
}
