// Effects, matrices and the control room on tablets of usual sizes: nothing is cut off, and a finger's width of 44
// pixels hits each control. Only bands of the graphic EQ are narrower; the touched one has keys of full size below.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';

const kinds = ['none', 'plate', 'hall', 'room', 'delay', 'chorus', 'flanger', 'phaser', 'doubler', 'graphic', 'deesser', 'saturation'];
const options = {
  desk: 'channels = 24\nbuses = 8\nmatrices = 4\nfx = 4\ndcas = 4\nmutegroups = 2\nmonitors = 2\ntalkbacks = 2',
  set: {
    '/bus/5/kind': 'fx', '/bus/5/name': 'Reverb', '/fx/1/source': 'bus:5', '/fx/1/return/name': 'Big hall', '/channel/2/name': 'Vox', '/fx/4/type': 'deesser',
    '/channel/2/insert/source': 'fx:4', '/talkback/1/source': 'input:3', '/talkback/1/to/bus/3': true, '/bus/3/kind': 'cue', '/bus/3/name': 'Ana',
    '/fx/1/deesser/threshold': -32.5, '/fx/1/hall/early': -22.5, '/fx/1/return/send/3/level': -12.5, '/monitor/1/level': -18.5, '/main/matrix/1/level': -10.5,
  },
};
const sizes = [{ width: 1280, height: 800 }, { width: 1180, height: 820 }, { width: 1024, height: 768 }, { width: 820, height: 1180 }];

/** What is wrong below an element: words that run out of their box, and what is too small or covered. */
const faults = (page, root) => page.tab.evaluate((below) => {
  const found = [];
  const name = (of) => of.getAttribute('aria-label') ?? of.textContent.trim().slice(0, 40);
  const within = document.querySelector(below);
  // What is scrolled out of its list is touched once it is scrolled in.
  const seen = (of) => {
    const box = of.getBoundingClientRect();
    for (let list = of.parentElement; list; list = list.parentElement) {
      if (!/auto|scroll|hidden/.test(getComputedStyle(list).overflow)) continue;
      const edge = list.getBoundingClientRect();
      if (box.top < edge.top || box.bottom > edge.bottom || box.left < edge.left || box.right > edge.right) return false;
    }
    return box.width > 0;
  };
  for (const box of within.querySelectorAll('.tile > b, .key, .segment button, .value-field b, .figure, .figures b, .card-head h2')) {
    const range = document.createRange();
    range.selectNodeContents(box);
    const [words, room] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
    if (words.width > 0 && (words.right > room.right + 1 || words.left < room.left - 1)) found.push(`"${name(box)}" is cut: ${Math.round(words.width)} in ${Math.round(room.width)}`);
  }
  for (const control of within.querySelectorAll('button, [role="slider"]')) {
    if (control.closest('.band-31, .strip') || !seen(control)) continue;
    const { left, top, width, height } = control.getBoundingClientRect();
    for (const [dx, dy] of [[0, 0], [-21, 0], [21, 0], [0, -21], [0, 21]]) {
      const hit = document.elementFromPoint(left + width / 2 + dx, top + height / 2 + dy);
      if (hit && control.contains(hit)) continue;
      found.push(`"${name(control)}" is not hit at ${dx}, ${dy}: ${hit ? name(hit) : 'nothing'}`);
      break;
    }
  }
  return found;
}, root);

for (const size of sizes) {
  on_a_desk(`effects, matrices and the control room fit ${size.width} × ${size.height}`, options, async (desk, open) => {
    const page = await open({ path: '/app/#fx', size });
    const all = [];
    const look = async (what, root) => {
      for (const fault of await faults(page, root)) all.push(`${what}: ${fault}`);
    };
    for (const kind of kinds) {
      await desk.set('/fx/1/type', kind);
      await page.tab.locator(kind === 'none' ? '.type-keys' : kind === 'graphic' ? '.graphic' : `[data-address^="/fx/1/${kind}/"]`).first().waitFor();
      await look(kind, '.rack');
    }
    await page.press(page.tab.locator('[data-slot="4"] .slot-key'));
    await page.tab.locator('.returned').waitFor();
    await look('in an insert', '.rack');
    await page.tab.evaluate(() => (location.hash = '#matrix'));
    await page.tab.locator('.matrix-feeds').first().waitFor();
    await look('matrices', '.matrix-page');
    await page.press(page.tab.locator('.room-key'));
    await page.tab.locator('.room-oscillator').waitFor();
    await look('control room', '.room');
    await page.tab.locator('.room-oscillator .chip').last().scrollIntoViewIfNeeded();
    await look('control room, below', '.room');
    await page.press(page.tab.locator('.room-head >> text=Loudness'));
    await page.tab.locator('.room-loudness').waitFor();
    await look('loudness', '.room');
    await look('bars', '.top');
    // What is wrong with several effects is said of the first.
    const seen = new Set();
    const once = all.filter((each) => !seen.has(each.slice(each.indexOf(': '))) && seen.add(each.slice(each.indexOf(': '))));
    assert.ok(once.length === 0, `\n${once.join('\n')}`);
  });
}
