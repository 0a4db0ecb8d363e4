// Joining: the engineer's page shows a code, a phone that scans it is in its own mix. The code is read off the screen
// by a reader that is not ours, and the desk's own certificate authority is what the phone meets.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { studio } from './artist.mjs';
import { on_a_desk } from './harness.mjs';
import { phone } from './page.mjs';
import { ana } from './people.mjs';
import { until, until_said } from './until.mjs';

const { default: read_code } = createRequire(new URL('../../clients/web/package.json', import.meta.url))('jsqr');

/** What a camera would read in this part of the screen. */
async function scanned(page, locator) {
  const picture = (await locator.screenshot()).toString('base64');
  const size = 360;
  const pixels = await page.tab.evaluate(async ([png, size]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, size, size);
    context.drawImage(image, 20, 20, size - 40, size - 40);
    const { data } = context.getImageData(0, 0, size, size);
    let bytes = '';
    for (let at = 0; at < data.length; at += 4096) bytes += String.fromCharCode(...data.subarray(at, at + 4096));
    return btoa(bytes);
  }, [picture, size]);
  return read_code(new Uint8ClampedArray(Buffer.from(pixels, 'base64')), size, size)?.data;
}

on_a_desk('a phone that scans the code on the engineer’s page is in its own mix, and stays joined', studio({ server: 'https = "127.0.0.1:0"', set: { '/bus/3/cue/owner': 1 } }), async (desk, open) => {
  const page = await open({ path: '/app/#people', size: { width: 1024, height: 768 } });
  await page.press(page.at('/session/lan'));
  await until(async () => (await desk.get('/session/network/state')) === 'on', 'the network');
  await page.press(page.tab.locator('[data-person="1"]'));
  await page.press(page.tab.getByRole('button', { name: 'Show join code' }));
  const code = page.tab.locator('.join svg.qr');
  await code.waitFor();
  const url = await scanned(page, code);
  assert.match(String(url), /^https:\/\/127\.0\.0\.1:\d+\/app\/\?join=/, 'the code leads to the desk by HTTPS');

  const began = Date.now();
  const hers = await open({ url, size: phone, context: { ignoreHTTPSErrors: true } });
  await hers.tab.getByLabel('Open Vocals').waitFor();
  console.log(`# from the scan to one's own mix: ${Date.now() - began} ms`);
  await until_said(hers.tab.locator('.head b'), [ana.name]);
  assert.equal(new URL(hers.tab.url()).search, '', 'the token is not in the address bar');
  assert.equal(await desk.get('/user/1/online'), true);
  // Whoever scanned once is known on this phone from then on.
  await hers.tab.reload();
  await hers.tab.getByLabel('Open Vocals').waitFor();
  // The large code says the same.
  await page.press(page.tab.getByRole('button', { name: 'Full screen' }));
  assert.equal(await scanned(page, page.tab.locator('.join-large svg.qr')), url);
});
