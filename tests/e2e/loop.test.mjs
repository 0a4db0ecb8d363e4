// The loop of an insert on a real JACK server: a cable from an output of the desk to an input, and its round trip on
// the page.

import { on_a_desk } from './harness.mjs';
import { Jack } from './jack.mjs';
import { until, until_said } from './until.mjs';

const jack = new Jack();
const looped = { ...jack.desk, beside: jack, desk: 'channels = 4\nbuses = 2\nfx = 2\nmonitors = 1', set: { '/channel/1/insert/source': 'loop:5:7' } };

on_a_desk('the round trip of a loop is measured with one touch, and unknown again once the device has gone', looped, async (desk, open) => {
  const state = (word) => until(async () => (await desk.get('/session/engine/state')) === word, `the engine to be ${word}`, 20_000);
  await state('running');
  await jack.plug('tutti:out_5', 'tutti:in_7');
  const page = await open({ path: '/app/#strip/channel/1' });
  await page.press(page.tab.locator('.path >> text=Insert'));
  const said = page.tab.locator('.insert-card .latency b');
  const measure = page.at('/channel/1/insert/measure');
  await until_said(said, ['not measured']);
  // A dropout amid a measurement makes another block of it: an overloaded machine may measure again.
  await until(async () => {
    await page.press(measure);
    await until(async () => (await measure.innerText()) === 'Measuring…', 'the key to say so');
    await until(async () => (await measure.innerText()) === 'Measure', 'the answer', 10_000);
    return Math.abs((await desk.get('/channel/1/insert/latency')) - jack.ms) < 0.001;
  }, 'one block of the server', 20_000);
  await until(async () => {
    const [, ms] = /^([\d.]+) ms late$/.exec(await said.innerText()) ?? [];
    return Math.abs(Number(ms) - jack.ms) < 0.05;
  }, 'the page to say so');

  await jack.stop();
  await state('fallback');
  await until(async () => (await said.innerText()) === 'not measured', 'what is no longer true to go');
});
