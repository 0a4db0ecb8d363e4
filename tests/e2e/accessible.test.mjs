// Every page for who works by keyboard or by ear: names, roles, the ring of the focus, the order, and less motion.

import { strict as assert } from 'node:assert';
import { on_a_desk } from './harness.mjs';
import { until, until_matches } from './until.mjs';

const options = { set: { '/channel/1/name': 'Kick', '/channel/2/name': 'Snare', '/channel/1/fader': -10 } };
const pages = ['mix', 'strip/channel/1', 'fx', 'matrix', 'patch', 'bridge', 'layers', 'cues', 'scenes', 'history', 'people', 'setup'];

/** What is wrong with the page that is open: like axe, for what this page is made of. */
const faults = (page) => page.tab.evaluate(() => {
  const found = [];
  const seen = (of) => of.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !of.closest('[aria-hidden="true"]');
  const what = (of) => `<${of.localName} class="${of.className}"> ${(of.textContent ?? '').trim().slice(0, 30)}`;
  const name = (of) => {
    const by = of.getAttribute('aria-labelledby');
    if (by) return by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    const label = of.getAttribute('aria-label') ?? (of.labels?.length ? [...of.labels].map((each) => each.textContent).join(' ') : undefined);
    if (label !== undefined && label !== null) return label.trim();
    return /^(input|textarea|select)$/.test(of.localName) || ['slider', 'grid', 'scrollbar'].includes(of.getAttribute('role')) ? '' : of.textContent.trim();
  };
  const controls = 'button, a[href], input:not([type=hidden]), textarea, select, [role=slider], [role=switch], [role=button], [role=grid], [role=scrollbar], [tabindex="0"]';
  for (const control of document.querySelectorAll(controls)) {
    if (!seen(control)) continue;
    if (!/[\p{L}\p{N}+−×…?‹›▴▾◂▸]/u.test(name(control))) found.push(`no name: ${what(control)}`);
    if (Number(control.getAttribute('tabindex') ?? 0) > 0) found.push(`an order of its own: ${what(control)}`);
    if (control.parentElement.closest('button, a[href]')) found.push(`a control in a control: ${what(control)}`);
    if (control.localName === 'div' && control.tabIndex === 0 && !control.getAttribute('role')) found.push(`no role: ${what(control)}`);
    const role = control.getAttribute('role');
    const needs = { slider: ['aria-valuemin', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext'], switch: ['aria-checked'], scrollbar: ['aria-valuenow', 'aria-controls'] }[role] ?? [];
    for (const one of needs) if (!control.hasAttribute(one)) found.push(`no ${one}: ${what(control)}`);
  }
  for (const [attribute, element] of ['aria-controls', 'aria-labelledby', 'aria-describedby'].flatMap((each) => [...document.querySelectorAll(`[${each}]`)].map((of) => [each, of]))) {
    for (const id of element.getAttribute(attribute).split(' ')) if (!document.getElementById(id)) found.push(`${attribute} of nothing: ${what(element)}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids)) if (ids.filter((each) => each === id).length > 1) found.push(`twice the id ${id}`);
  for (const picture of document.querySelectorAll('canvas, img, svg')) {
    if (seen(picture) && !picture.closest('button, [role=slider], [role=img]') && !picture.getAttribute('aria-label') && picture.getAttribute('role') !== 'img') {
      if (picture.localName !== 'svg' && !picture.closest('[aria-hidden], [role=scrollbar]')) found.push(`a picture without words: ${what(picture)}`);
    }
  }
  if ([...document.querySelectorAll('main')].filter(seen).length !== 1) found.push('not one main part');
  const ways = [...document.querySelectorAll('nav')].filter(seen).map(name);
  if (ways.some((way) => way === '') || new Set(ways).size !== ways.length) found.push(`ways without names of their own: ${ways}`);
  if (!document.documentElement.lang || !document.title) found.push('no language or title');
  return [...new Set(found)];
});

for (const size of [{ width: 1024, height: 768 }, { width: 390, height: 844 }]) {
  on_a_desk(`every control of every page has a name and a role (${size.width} × ${size.height})`, options, async (desk, open) => {
    const page = await open({ size });
    const all = [];
    for (const view of pages) {
      await page.tab.evaluate((to) => (location.hash = `#${to}`), view);
      await page.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await page.tab.locator('main').first().waitFor();
      for (const fault of await faults(page)) all.push(`${view}: ${fault}`);
    }
    assert.deepEqual(all, []);
  });
}

on_a_desk('Tab goes through each page from above to below, and what has the focus is ringed and in sight', options, async (desk, open) => {
  const page = await open({ size: { width: 1180, height: 820 } });
  for (const view of ['mix', 'strip/channel/1', 'patch', 'bridge', 'layers', 'setup']) {
    await page.tab.evaluate((to) => (location.hash = `#${to}`), view);
    await page.tab.locator('main').waitFor();
    // From the first control on: what had the focus before stood on another page.
    await page.tab.locator('.tabs button').first().evaluate((of, to) => {
      of.dataset.walked = to;
      of.focus();
    }, view);
    const parts = [];
    for (let k = 0; k < 400; k++) {
      await page.tab.keyboard.press('Tab');
      const now = await page.tab.evaluate((to) => {
        const of = document.activeElement;
        // Behind the last one it begins anew.
        if (!of || of === document.body || of.dataset.walked === to) return undefined;
        of.dataset.walked = to;
        const style = getComputedStyle(of);
        const box = of.getBoundingClientRect();
        const inner = of.classList.contains('cells') ? getComputedStyle(of.querySelector('.cursor')).boxShadow !== 'none' : false;
        return {
          part: of.closest('header') ? 0 : of.closest('footer') ? 2 : 1,
          ringed: inner || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
          sight: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
          what: `${of.localName}.${of.className} ${of.getAttribute('aria-label') ?? of.textContent.trim().slice(0, 30)}`,
        };
      }, view);
      if (!now) break;
      assert.ok(now.ringed, `${view}: no ring on ${now.what}`);
      assert.ok(now.sight, `${view}: out of sight: ${now.what}`);
      parts.push(now.part);
    }
    assert.ok(parts.length > 8, `${view}: ${parts.length} stops`);
    assert.deepEqual(parts, [...parts].sort(), `${view}: the order jumps`);
  }
});

on_a_desk('a mix is made by the keyboard alone', options, async (desk, open) => {
  const page = await open();
  await page.at('/channel/1/fader').focus();
  await page.tab.keyboard.press('ArrowUp');
  await until(async () => (await desk.get('/channel/1/fader')) === -9, 'a decibel more');
  await page.tab.keyboard.press('PageDown');
  await until(async () => (await desk.get('/channel/1/fader')) === -15, '6 dB less');
  await page.tab.keyboard.press('m');
  await until(() => desk.get('/channel/1/mute'), 'the mute');
  await page.tab.keyboard.press('s');
  await until(() => desk.get('/channel/1/solo/1'), 'the solo');
  assert.match(await page.at('/channel/1/fader').getAttribute('aria-valuetext'), /15\.0 dB/);
  await page.tab.keyboard.press('Enter');
  await page.tab.locator('.strip-page').waitFor();
});

on_a_desk('a choice opened by the keyboard takes the focus, keeps it, and gives it back', options, async (desk, open) => {
  const page = await open({ path: '/app/#patch' });
  const source = page.at('/channel/1/input/source');
  await source.waitFor();
  await page.tab.locator('.fact', { hasText: '32 inputs' }).waitFor();
  await page.tab.keyboard.press('Tab');
  await source.focus();
  await page.tab.keyboard.press('Enter');
  const focused = () => page.tab.evaluate(() => document.activeElement.closest('.sheet') ? document.activeElement.textContent.trim() : document.activeElement.dataset.address ?? '');
  await until(async () => (await focused()) === '1', 'the choice that stands to have the focus');
  await page.tab.keyboard.press('ArrowRight');
  assert.equal(await focused(), '2');
  for (let k = 0; k < 60; k++) await page.tab.keyboard.press('Tab');
  assert.ok(await page.tab.evaluate(() => document.activeElement.closest('.sheet') !== null), 'Tab stays in the sheet');
  await page.tab.keyboard.press('Escape');
  await until(async () => (await focused()) === '/channel/1/input/source', 'the focus to be back');
});

on_a_desk('? lists the keys, Escape closes the list; less motion is respected', options, async (desk, open) => {
  const page = await open({ context: { reducedMotion: 'reduce' } });
  await page.tab.keyboard.press('?');
  const list = page.tab.getByRole('dialog', { name: 'Keys' });
  await list.waitFor();
  await until_matches(list, /Shift \+ L[\s\S]*lock the page/);
  assert.equal(await page.tab.evaluate(() => document.activeElement.textContent), 'Close');
  await page.tab.keyboard.press('Escape');
  await until(async () => (await list.count()) === 0, 'the list to close');
  await desk.set('/mutegroup/1/on', true);
  await desk.set('/channel/1/mutegroup/1', true);
  await page.tab.locator('[data-strip="channel/1"] .mute.other').waitFor();
  assert.equal(await page.tab.evaluate(() => document.getAnimations().length), 0);
});
