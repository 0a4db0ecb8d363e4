// The library for Node against a real daemon: two programs at one desk, a link that is cut and comes back, a wrong PIN,
// a Node without a WebSocket. `node --test` runs it; TUTTID names the daemon.

import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { createServer, connect as dial } from 'node:net';
import { after, before, test } from 'node:test';
import { at, connect } from '../../clients/node/dist/index.js';
import { start_desk } from '../e2e/desk.mjs';
import { until } from '../e2e/until.mjs';

const { WebSocket } = createRequire(new URL('../../clients/node/package.json', import.meta.url))('ws');
const patience = 60_000;
const eventually = (holds, what) => until(holds, what, patience);
const fader = (n) => at.channel(n, 'fader');

/** Passes bytes on to a desk, until it cuts all that passes through it. */
function relay(port) {
  const pairs = new Set();
  const server = createServer((near) => {
    const far = dial(port, '127.0.0.1');
    const pair = [near, far];
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    for (const end of pair) end.on('error', () => undefined).on('close', () => pair.forEach((one) => one.destroy()));
  });
  const it = { cut: () => pairs.forEach((pair) => pair.forEach((end) => end.destroy())), close: () => (it.cut(), server.close()) };
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(Object.assign(it, { port: server.address().port }))));
}

let daemon;
let through;
const running = [];
before(async () => {
  daemon = await start_desk({ desk: 'channels = 8\nbuses = 4', users: [{ name: 'Vic', role: 'viewer', pin: '3333' }] });
  through = await relay(Number(daemon.http.split(':').pop()));
});
after(async () => {
  for (const { desk } of running) desk.link.stop();
  through.close();
  await daemon.stop();
});

/** A program at the desk, and all that it was told. */
function program(options = {}) {
  const told = [];
  let frames = 0;
  const it = connect(`ws://127.0.0.1:${through.port}/`, { WebSocket, metered: () => frames++, ...options });
  it.desk.store.observe((address, value) => told.push(`${address} ${value}`));
  running.push(it);
  return { ...it, told, frames: () => frames };
}
const live = ({ desk }) => eventually(() => desk.live, 'the link');
const cut = async ({ desk }) => {
  through.cut();
  await eventually(() => !desk.live, 'the loss');
};
/** Two syncs and more: from here it can be resumed. */
const settle = async ({ desk }) => {
  const from = desk.link.next_token;
  await eventually(() => desk.link.next_token > from + 3, 'a few syncs');
};

test('what one sets the other sees', async () => {
  const [ana, ben] = [program(), program()];
  ben.desk.want('/channel/*/fader');
  await Promise.all([live(ana), live(ben)]);
  assert.equal(ana.desk.set(fader(1), -6), true);
  await eventually(() => ben.desk.get(fader(1)) === -6, 'the move');
  assert.equal(await daemon.get('/channel/1/fader'), -6);
});

test('a link that was cut comes back with the difference, its subscriptions and its meters', async () => {
  const ana = program();
  ana.desk.want('/channel/*/fader');
  ana.desk.link.want_meters('channels', 20);
  await live(ana);
  await eventually(() => ana.frames() > 0, 'meters');
  await settle(ana);
  await cut(ana);
  assert.equal(ana.desk.set(fader(2), -1), false);
  await daemon.set('/channel/3/fader', -3);
  ana.told.length = 0;
  const frames = ana.frames();
  await live(ana);
  assert.deepEqual(ana.told, ['/channel/3/fader -3']);
  await eventually(() => ana.frames() > frames, 'meters again');
  await daemon.set('/channel/4/fader', -4);
  await eventually(() => ana.desk.get(fader(4)) === -4, 'what others move');
  assert.equal(await daemon.get('/channel/2/fader'), fader(2).row.default, 'what was set without a link is nowhere');
});

test('a login comes back with the link, and a wrong PIN is told', async () => {
  const vic = program({ login: { USER: 'Vic', PIN: '3333' } });
  const roles = [];
  vic.desk.login = { logged_in: ({ role }) => roles.push(role) };
  await live(vic);
  await cut(vic);
  await live(vic);
  assert.deepEqual(roles, ['viewer', 'viewer']);
  const eve = program({ login: { USER: 'Vic', PIN: '0000' } });
  let code;
  eve.desk.login = { refused: (why) => (code = why) };
  await eventually(() => code !== undefined, 'the refusal');
  assert.equal(code, 'not_allowed');
});

test('a Node without a WebSocket of its own is told what it needs', () => {
  const own = globalThis.WebSocket;
  delete globalThis.WebSocket;
  try {
    assert.throws(() => connect('ws://127.0.0.1:1/'), /package 'ws'/);
  } finally {
    if (own) globalThis.WebSocket = own;
  }
});
