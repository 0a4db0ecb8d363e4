// page.mjs URL NAME PAGE: the page of people at URL has a link called NAME that leads to PAGE, and it can be followed.

import { strict as assert } from 'node:assert';
import { close_browser, open_page } from '../e2e/page.mjs';
import { until } from '../e2e/until.mjs';

const [url, name, leads] = process.argv.slice(2);
try {
  const page = await open_page({ url }, { path: '/app/#people', size: { width: 1180, height: 820 } });
  const link = page.tab.locator('.network a.other', { hasText: name });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), leads);
  const box = await link.boundingBox();
  assert.ok(box && box.height >= 44, 'a finger finds it');
  await link.tap();
  await until(() => page.tab.url().startsWith(leads), 'the other desk');
  await page.tab.locator('main').first().waitFor();
  await page.close();
} finally {
  await close_browser();
}
