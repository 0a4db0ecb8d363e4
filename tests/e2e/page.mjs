// Real browsers with real fingers: the page as it is built and served, opened at the size of a tablet.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { until, pause } from './until.mjs';

const from_page = createRequire(new URL('../../clients/web/package.json', import.meta.url));
const { chromium } = from_page('playwright-core');

const arguments_ = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let browser;

export async function open_page(desk, { path = '/app/', size = { width: 1180, height: 820 } } = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: arguments_ });
  // A context of its own is a browser of its own: nothing is shared but the desk.
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 1, hasTouch: true });
  const page = new Page(await context.newPage(), context);
  await page.open(desk.url + path);
  return page;
}

export async function close_browser() {
  await browser?.close();
  browser = undefined;
}

class Page {
  faults = [];

  constructor(tab, context) {
    this.tab = tab;
    this.context = context;
    tab.on('console', (line) => line.type() === 'error' && this.faults.push(line.text()));
    tab.on('pageerror', (error) => this.faults.push(String(error)));
  }

  async open(url) {
    await this.tab.goto(url);
    this.touches = new Map();
    this.cdp = await this.context.newCDPSession(this.tab);
    await this.tab.locator('.fader, .rack, .setup, .matrix-page').first().waitFor();
    await until(() => this.is_live(), 'the link to be live');
  }

  async close() {
    // The browser itself reports a refused connection as an error while the desk is away; the page must not.
    const own = this.faults.filter((fault) => !/WebSocket connection to|ERR_CONNECTION/.test(fault));
    await this.context.close();
    assert.deepEqual(own, [], 'the page reported errors');
  }

  is_live() {
    return this.tab.locator('.link .dot:not(.lost)').isVisible();
  }

  at(address) {
    return this.tab.locator(`[data-address="${address}"]`);
  }

  async value(address) {
    return Number(await this.at(address).first().getAttribute('aria-valuenow'));
  }

  /** Where the white line of a fader's cap stands, in pixels from above. */
  async cap(address) {
    const box = await this.at(address).locator('.cap').boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Puts the cap's place in words that two pages can be compared by. */
  async shown(address) {
    const { y } = await this.cap(address);
    return { db: await this.value(address), y: Math.round(y * 10) / 10 };
  }

  async touch(type) {
    await this.cdp.send('Input.dispatchTouchEvent', { type, touchPoints: [...this.touches.entries()].map(([id, at]) => ({ id, x: at.x, y: at.y })) });
  }
  async down(at, id = 1) {
    this.touches.set(id, { ...at });
    await this.touch('touchStart');
  }
  /** Moves a finger in small steps, one a frame, as a hand does. */
  async move(by, id = 1, steps = 8) {
    const from = { ...this.touches.get(id) };
    for (let k = 1; k <= steps; k++) {
      this.touches.set(id, { x: from.x + ((by.x ?? 0) * k) / steps, y: from.y + ((by.y ?? 0) * k) / steps });
      await this.touch('touchMove');
      await pause(16);
    }
  }
  async up(id = 1) {
    const { x, y } = this.touches.get(id);
    this.touches.delete(id);
    // Here the points are those that leave, not those that stay.
    await this.cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [{ id, x, y }] });
  }
  async drag(at, by, id = 1) {
    await this.down(at, id);
    await this.move(by, id);
    await this.up(id);
  }
  async tap(at) {
    await this.down(at);
    await this.up();
  }
  async double_tap(at) {
    await this.tap(at);
    await pause(60);
    await this.tap(at);
  }
  async press(locator) {
    const box = await locator.boundingBox();
    await this.tap({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }
  async centre(locator) {
    const box = await locator.boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
}
