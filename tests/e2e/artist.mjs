// A desk with Ana's headphone mix on bus 3: nine strips in six families, one of them hidden from her.

import { ana, tom } from './people.mjs';

const strips = [
  ['Kick', 'drums'], ['Snare', 'drums'], ['Bass', 'band'], ['Piano', 'keys'], ['Chloé', 'vocals'], ['Ana', 'vocals'], ['Click', 'click'], ['Hidden', 'vocals'],
];
export const hidden = 8;
export const send = (n, what = 'level') => `/channel/${n}/send/3/${what}`;
export const family = (k, what = 'level') => `/bus/3/cue/family/${k}/${what}`;
export const [drums, band, keys, vocals, click] = [1, 2, 3, 4, 5];

export const studio = ({ set = {}, ...more } = {}) => ({
  users: [ana, tom],
  desk: 'channels = 12\nbuses = 6\nfx = 1\ndcas = 2\nmutegroups = 2\nmonitors = 1\ntalkbacks = 1',
  set: {
    '/session/name': 'Studio A', '/bus/3/kind': 'cue', '/bus/4/kind': 'cue', '/bus/4/name': 'Somebody else',
    ...Object.fromEntries(strips.flatMap(([name, family], k) => [
      [`/channel/${k + 1}/name`, name], [`/channel/${k + 1}/family`, family], [send(k + 1), -12], [`/channel/${k + 1}/send/4/level`, -12],
    ])),
    [send(6, 'me')]: true, [send(hidden, 'show')]: false,
    ...Object.fromEntries([9, 10, 11, 12].map((n) => [send(n, 'show'), false])),
    '/bus/3/fader': -12, '/bus/3/cue/max': 10,
    ...set,
  },
  ...more,
});

/**
 * Notes what a phone announces from now on: its words, and for how many ms. An announcement lasts three seconds, and a busy
 * machine looks later than that.
 */
export async function announcements_of(page) {
  await page.tab.evaluate(() => {
    const all = (window.announced = []);
    let now;
    const look = () => {
      const toast = document.querySelector('.toast');
      if (!toast) return (now = undefined);
      if (!now) all.push((now = { since: performance.now(), texts: [] }));
      now.lasted = performance.now() - now.since;
      if (now.texts.at(-1) !== toast.innerText) now.texts.push(toast.innerText);
    };
    look();
    new MutationObserver(() => {
      if (now) now.lasted = performance.now() - now.since;
      look();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return () => page.tab.evaluate(() => window.announced);
}
