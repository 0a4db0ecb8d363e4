// Real browsers with real fingers: the page as it is built and served, opened at the size of a tablet.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { until, pause } from './until.mjs';

const from_page = createRequire(new URL('../../clients/web/package.json', import.meta.url));
const { chromium } = from_page('playwright-core');

const arguments_ = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // A name that is no loopback to the browser: what comes from there over http is not safe, as on a network.
  '--host-resolver-rules=MAP studio.test 127.0.0.1'];
let browser;

/** A usual phone in portrait. */
export const phone = { width: 390, height: 844 };

/** `context` is what else the browser is like, `before` is told of its tab before anything is fetched; `host` is the desk's name to this browser; `url` is where a code leads, instead of `path`. */
export async function open_page(desk, { path = '/app/', url, size = { width: 1180, height: 820 }, context: like = {}, before, host } = {}) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: arguments_ });
  // A context of its own is a browser of its own: nothing is shared but the desk.
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 1, hasTouch: true, ...like });
  const page = new Page(await context.newPage(), context);
  before?.(page.tab);
  try {
    await page.open(url ?? (host ? desk.url.replace('127.0.0.1', host) : desk.url) + path);
  } catch (fault) {
    fault.message += `\n${await page.story()}`;
    await context.close();
    throw fault;
  }
  return page;
}

export async function close_browser() {
  await browser?.close();
  browser = undefined;
}

/** The number in an OSC message that begins like this, if a packet has one. */
function token_of(packet, head) {
  const at = Buffer.isBuffer(packet) ? packet.indexOf(head) : -1;
  return at < 0 ? undefined : packet.readInt32BE(at + head.length);
}

class Page {
  faults = [];
  /** What the tab has asked for and not got. */
  fetching = new Set();
  /** Numbers of the page's last sync, and of the last one that the desk has answered. */
  asked = 0;
  answered = 0;
  /** The last touches. */
  trail = [];
  /** When the last touch was, in seconds; what came of it depends on when it was, not on when it is looked at. */
  time = 0;

  constructor(tab, context) {
    this.tab = tab;
    this.context = context;
    tab.on('console', (line) => line.type() === 'error' && this.faults.push(line.text()));
    tab.on('pageerror', (error) => this.faults.push(String(error)));
    tab.on('request', (request) => this.fetching.add(request));
    for (const end of ['requestfinished', 'requestfailed']) tab.on(end, (request) => this.fetching.delete(request));
    tab.on('websocket', (socket) => {
      this.asked = this.answered = 0;
      socket.on('framesent', ({ payload }) => (this.asked = token_of(payload, '/sync\0\0\0,i\0\0') ?? this.asked));
      socket.on('framereceived', ({ payload }) => (this.answered = token_of(payload, '/synced\0,ih\0') ?? this.answered));
    });
  }

  async open(url) {
    await this.arrive(url);
    this.touches = new Map();
    this.cdp = await this.context.newCDPSession(this.tab);
    if ((await this.tab.locator('.login').count()) > 0) return;
    await until(() => this.is_live(), 'the link to be live');
    // The link may live before the part of the page that asks for values has been fetched.
    await this.settled(1);
  }

  /** Loads the page, again where the browser gave up because the machine's network changed. */
  async arrive(url) {
    const network_changed = /ERR_NETWORK_CHANGED/;
    const shown = this.tab.locator('main, .phone, .login').first();
    for (let tries = 0; tries < 10; tries++) {
      const before = this.faults.length;
      const gave_up = () => this.faults.slice(before).some((fault) => network_changed.test(fault));
      try {
        await this.tab.goto(url);
        await until(async () => (await shown.isVisible()) || gave_up(), 'the page to be shown');
        if (await shown.isVisible()) return;
      } catch (fault) {
        if (!network_changed.test(fault.message)) throw fault;
      }
    }
    throw new Error('the network changed at each of ten loads');
  }

  async close() {
    // The browser itself reports a refused connection as an error while the desk is away, and that it gives up what it
    // fetches when an address of the machine comes or goes; the page must not.
    const own = this.faults.filter((fault) => !/WebSocket connection to|ERR_CONNECTION|ERR_NETWORK_CHANGED|error occurred when fetching the script/.test(fault));
    await this.context.close();
    assert.deepEqual(own, [], 'the page reported errors');
  }

  /** For whoever looks for why a test failed: what it reported, where fingers were and what was below, what stands there. */
  async story() {
    // A page that hangs must not hold up its own story.
    const soon = (asked) => Promise.race([asked, pause(1000).then(() => 'nothing within a second')]).catch((fault) => fault.message);
    const below = await soon(this.tab.evaluate((all) => all.map(({ x, y }) => document.elementFromPoint(x, y)?.outerHTML.slice(0, 200)), this.trail));
    const fingers = this.trail.map(({ type, x, y, time }, i) => `${time.toFixed(3)} ${type} ${x},${y} now over ${Array.isArray(below) ? below[i] : below}`);
    const frames = await soon(this.frames().then(() => 'drawing'));
    const seen = await soon(this.tab.evaluate(() => document.visibilityState));
    const text = await soon(this.tab.locator('body').innerText());
    const fetching = [...this.fetching].map((request) => `fetches ${request.url()}`);
    return [`${this.tab.url()}: ${seen}; frames: ${frames}`, ...fetching, ...this.faults, ...fingers, text.replace(/\s+/g, ' ').slice(0, 1500)].join('\n');
  }

  is_live() {
    return this.tab.locator('.link .dot:not(.lost), .phone.live').first().isVisible();
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

  /** Two frames later: what has happened so far has been drawn, and what was gathered for a frame has left. */
  frames() {
    return this.tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  /** All that fingers have done so far has come to the desk, and all that the desk said of it has been drawn. */
  async settled(answers = 2) {
    await this.frames();
    // It asks by itself, several times a second. We may be told late of what it asked, so the next answer may be to that.
    const from = this.asked;
    await until(() => this.answered >= from + answers, 'the desk to answer the page');
    await this.frames();
  }

  /** `after` is how many ms after the touch before it, at least. */
  async touch(type, points = [...this.touches.entries()].map(([id, at]) => ({ id, x: at.x, y: at.y })), after = 0) {
    this.time = Math.max(Date.now() / 1000, this.time + after / 1000);
    if (type !== 'touchMove') this.trail = [...this.trail.slice(-9), ...points.map(({ x, y }) => ({ type, x, y, time: this.time }))];
    await this.cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points, timestamp: this.time });
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
    await this.frames();
  }
  async up(id = 1) {
    const { x, y } = this.touches.get(id);
    this.touches.delete(id);
    // Here the points are those that leave, not those that stay.
    await this.touch('touchEnd', [{ id, x, y }]);
  }
  async drag(at, by, id = 1, steps = 8) {
    await this.down(at, id);
    await this.move(by, id, steps);
    await this.up(id);
  }
  /** Down and up leave together, thirty milliseconds apart: no busy machine makes it a hold. */
  async tap({ x, y }, after = 0) {
    const others = [...this.touches.entries()].map(([id, at]) => ({ id, x: at.x, y: at.y }));
    const point = { id: 1, x, y };
    await Promise.all([this.touch('touchStart', [...others, point], after), this.touch('touchEnd', [point], 30)]);
  }
  async double_tap(at) {
    await Promise.all([this.tap(at), this.tap(at, 60)]);
  }
  async press(locator) {
    await this.tap(await this.centre(locator));
  }
  /** A key that acts when it has been held: the finger stays until `came`. */
  async hold(locator, came, what) {
    await this.down(await this.centre(locator));
    await until(came, what);
    await this.up();
  }
  /** The middle of an element as soon as that stands still: a sheet that comes in is elsewhere a moment later. */
  centre(locator) {
    return until(() => locator.evaluate((element) => new Promise((done) => {
      let before = '';
      let left = 60; // frames; what never stands still is taken where it is
      const look = () => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const now = `${x} ${y} ${width} ${height}`;
        if (now === before || --left < 0) return done(element.isConnected && width > 0 && { x: x + width / 2, y: y + height / 2 });
        before = now;
        requestAnimationFrame(look);
      };
      look();
    })), 'an element to touch');
  }
}
