// Gate, compressor and limiter by touch, their meters with real sound, and the spectrum behind the EQ.

import { strict as assert } from 'node:assert';
import { painted } from './canvas.mjs';
import { on_a_desk } from './harness.mjs';
import { sine } from './stems.mjs';
import { until, until_matches } from './until.mjs';

const path = '/app/#strip/channel/1';
const loud = { device: `stems = ["${await sine(0)}"]`, set: { '/channel/1/fader': -20, '/channel/1/input/source': 'input:1', '/channel/1/comp/on': true, '/channel/1/comp/threshold': -18, '/channel/1/comp/ratio': 4 } };
const curve = (page, address) => page.tab.locator(`[data-curve="${address}"]`);
const card = (page, name, word) => page.tab.locator(`#${name}-card .keep-keys .key`, { hasText: new RegExp(`^${word}$`) });

on_a_desk('a threshold dragged on its curve moves on the desk, one to one, and on other pages', { set: { '/channel/1/comp/threshold': -30, '/channel/1/gate/threshold': -60 } }, async (desk, open) => {
  const [one, two] = [await open({ path }), await open({ path })];
  const threshold = '/channel/1/comp/threshold';
  const square = await curve(one, threshold).boundingBox();
  // Anywhere in the square: far from T, and below it.
  await one.down({ x: square.x + 20, y: square.y + square.height - 30 });
  await one.move({ x: 12 }, 1, 1);
  await one.settled();
  assert.equal(await desk.get(threshold), -30, 'the decision itself moves nothing');
  await one.move({ x: 40 });
  await one.tab.locator('#comp-card .graph-label').waitFor();
  await curve(two, threshold).and(two.tab.locator(':has(.held)')).waitFor();
  await one.up();
  const expected = -30 + (40 / square.width) * 72;
  await until(async () => Math.abs((await desk.get(threshold)) - expected) < 0.3, `the desk at ${expected.toFixed(1)}`);
  const figure = await one.at(threshold).getAttribute('aria-valuetext');
  await until(async () => (await two.at(threshold).getAttribute('aria-valuetext')) === figure, 'the other page to show the same');
  const line = (page) => page.tab.locator('#comp-card .curve').getAttribute('d');
  await until(async () => (await line(two)) === (await line(one)), 'the same curve on both');

  await curve(one, '/channel/1/gate/threshold').focus();
  await one.tab.keyboard.press('ArrowRight');
  await until(async () => (await desk.get('/channel/1/gate/threshold')) === -59, 'an arrow key to be one dB');
});

on_a_desk('reduction comes down with a loud sound, and goes when the compressor is off', loud, async (desk, open) => {
  const page = await open({ path });
  const reduced = () => painted(page, '#comp-card .gr-scale > i');
  // 18 dB over, 4 : 1: 13.5 of the scale's 20 dB; the RMS of a sine is 3 dB under its peak: 11.3.
  await until(async () => Math.abs((await reduced()) * 20 - 11.3) < 1.5, 'the meter to show about 11 dB');
  await until(() => page.tab.locator('#comp-card .dot-now').evaluate((dot) => dot.style.opacity === '1'), 'the dot on the curve');
  assert.equal(await painted(page, '#gate-card .gr-scale > i'), 0);
  await page.press(page.at('/channel/1/comp/on'));
  await until(async () => (await reduced()) === 0, 'the meter to be empty');
});

on_a_desk('each card is on with one touch, reset with one, and copied with two', { set: { '/channel/1/eq/band/2/gain': 6, '/channel/1/hpf/frequency': 140, '/bus/1/limiter/on': false, '/bus/1/limiter/ceiling': -9 } }, async (desk, open) => {
  const page = await open({ path });
  for (const [name, what, changed] of [['gate', 'gate', 'threshold'], ['comp', 'comp', 'ratio']]) {
    await page.press(page.at(`/channel/1/${what}/on`));
    await desk.set(`/channel/1/${what}/${changed}`, changed === 'ratio' ? 8 : -31);
    await until(async () => desk.get(`/channel/1/${what}/on`), `${name} to be on`);
    await page.press(card(page, name, 'Copy'));
    await page.press(page.tab.locator('[data-target="/channel/3"]'));
    await until(async () => (await desk.get(`/channel/3/${what}/on`)) && (await desk.get(`/channel/3/${what}/${changed}`)) === (changed === 'ratio' ? 8 : -31), `${name} at channel 3`);
    await page.tab.keyboard.press('Escape');
    await page.press(card(page, name, 'Reset'));
    await until(async () => !(await desk.get(`/channel/1/${what}/on`)) && (await desk.get(`/channel/1/${what}/${changed}`)) === (changed === 'ratio' ? 3 : -80), `${name} to be as new`);
    await until(async () => (await page.at(`/channel/1/${what}/on`).getAttribute('aria-checked')) === 'false', 'the page to know');
  }
  await page.press(card(page, 'eq', 'Copy'));
  await page.press(page.tab.locator('[data-target="/bus/2"]'));
  await until(async () => (await desk.get('/bus/2/eq/band/2/gain')) === 6, 'the EQ in a bus');
  await page.tab.keyboard.press('Escape');
  await page.press(card(page, 'eq', 'Reset'));
  await until(async () => (await desk.get('/channel/1/eq/band/2/gain')) === 0 && (await desk.get('/channel/1/hpf/frequency')) === 80, 'EQ and low cut to be as new');

  const bus = await open({ path: '/app/#strip/bus/1' });
  await bus.press(bus.at('/bus/1/limiter/on'));
  await until(async () => desk.get('/bus/1/limiter/on'), 'the limiter to be on');
  await bus.press(card(bus, 'limiter', 'Copy'));
  assert.equal(await bus.tab.locator('[data-target="/channel/1"]').count(), 0, 'channels have none');
  await bus.press(bus.tab.locator('[data-target="/main"]'));
  await until(async () => (await desk.get('/main/limiter/ceiling')) === -9, 'the limiter of main');
});

on_a_desk('what else a gate has: its kind, its key, the filter in it, and listening', { set: { '/channel/4/name': 'Snare' } }, async (desk, open) => {
  const page = await open({ path });
  const choice = async (word) => page.press(page.tab.locator('.sheet .key', { hasText: word }));
  await page.press(page.at('/channel/1/gate/mode'));
  await choice('Ducker');
  await page.press(page.tab.locator('#gate-card .faces button', { hasText: 'Key' }));
  await page.press(page.at('/channel/1/gate/key'));
  await choice('Snare');
  await page.press(page.at('/channel/1/gate/filter/type'));
  await choice('High cut');
  await page.press(page.at('/channel/1/gate/listen/1'));
  await page.drag(await page.centre(page.at('/channel/1/gate/filter/frequency')), { y: -40 });
  await until(async () => (await desk.get('/channel/1/gate/key')) === 'channel:4' && (await desk.get('/channel/1/gate/mode')) === 'ducker', 'kind and key');
  await until(async () => (await desk.get('/channel/1/gate/filter/on')) && (await desk.get('/channel/1/gate/filter/type')) === 'high_cut', 'the filter');
  await until(async () => (await desk.get('/channel/1/gate/listen/1')) && (await desk.get('/channel/1/gate/filter/frequency')) > 1500, 'listening, and the frequency');
  await until_matches(page.at('/channel/1/gate/key'), /Snare/);
});

on_a_desk('the spectrum of a sine stands at its frequency, and only while it is wanted', loud, async (desk, open) => {
  const page = await open({ path });
  // The highest painted line of the spectrum at three places, as shares of the height.
  const seen = () => page.tab.evaluate(() => {
    const canvas = document.querySelector('.graph .spectrum');
    if (!canvas) return undefined;
    const context = canvas.getContext('2d');
    return [250, 1000, 4000].map((f) => {
      const x = Math.round((Math.log(f / 20) / Math.log(1000)) * canvas.width);
      const { data } = context.getImageData(x, 0, 1, canvas.height);
      for (let y = 0; y < canvas.height; y++) if (data[y * 4 + 3] > 0) return 1 - y / canvas.height;
      return 0;
    });
  });
  await until(async () => {
    const [low, middle, high] = (await seen()) ?? [];
    return middle > 0.5 && low < 0.2 && high < 0.2;
  }, 'a peak at 1 kHz');
  await page.press(page.tab.locator('#eq-card .chip'));
  await until(async () => (await seen()) === undefined, 'the spectrum to go');
  await until(async () => (await page.tab.locator('.graph .curve').first().count()) === 1, 'it to be there');
});
