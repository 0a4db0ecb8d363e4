// Libraries and clients of other people for Node, against a real desk: `osc` and `osc-js` over UDP and WebSocket,
// `node-osc` with its two ports, `oscquery` walking the tree. TUTTID names the daemon. Everything is waited for.

import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client, Server } from 'node-osc';
import osc from 'osc';
import OSC from 'osc-js';
import oscquery from 'oscquery';

const fader = '/channel/1/fader';
let desk, folder, http, udp;

async function until(what, name) {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((next) => setTimeout(next, 10))) {
    const found = await what();
    if (found) return found;
  }
  throw new Error(`${name} does not come`);
}
const value = async (address) => (await (await fetch(`http://127.0.0.1:${http}${address}?VALUE`)).json()).VALUE[0];
const holds = (address, wanted) => until(async () => (await value(address)) === wanted, `${address} ${wanted}`);

/** Collects what a library hears: address and arguments. */
class Ear {
  all = [];
  take = (address, ...values) => this.all.push([address, ...values]);
  hears = (address, wanted) => until(() => this.all.find(([at, got]) => at === address && got === wanted), `${address} ${wanted} among ${JSON.stringify(this.all.slice(-5))}`);
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutti-other-'));
  await writeFile(join(folder, 'desk.toml'), '[server]\nhttp = "127.0.0.1:0"\nosc = "127.0.0.1:0"\ndiscovery = "off"\n[device]\nkind = "virtual"\n[desk]\nchannels = 8\nbuses = 4\n');
  desk = spawn(process.env.TUTTID, ['--config', join(folder, 'desk.toml'), '--ready-file', join(folder, 'ready')], { stdio: 'ignore' });
  await until(() => existsSync(join(folder, 'ready')), 'the desk');
  const ready = JSON.parse(await readFile(join(folder, 'ready'), 'utf8'));
  [http, udp] = [ready.http, ready.osc].map((at) => Number(at.split(':').at(-1)));
});
after(async () => {
  desk?.kill();
  await rm(folder, { recursive: true, force: true });
});

const float = (value) => ({ type: 'f', value });
const text = (value) => ({ type: 's', value });

/** The same conversation over each carrier that the library `osc` has. */
async function converse(port, base) {
  const ear = new Ear();
  port.on('message', (message) => ear.take(message.address, message.args[0]?.value ?? message.args[0]));
  port.on('error', () => undefined);
  const ready = new Promise((done) => port.on('ready', done));
  port.open();
  await ready;
  port.send({ address: '/subscribe', args: [text(`/channel/${base}`)] });
  await ear.hears(`/channel/${base}/fader`, -90);
  port.send({ address: `/channel/${base}/fader`, args: [float(-6.5)] });
  await holds(`/channel/${base}/fader`, -6.5);
  port.send({ address: `/channel/${base}/mute`, args: [{ type: 'T' }] });
  await holds(`/channel/${base}/mute`, true);
  port.send({ timeTag: osc.timeTag(0), packets: [{ address: `/channel/${base}/name`, args: [text('Snare')] }, { address: `/channel/${base}/pan`, args: [float(0.25)] }] });
  await holds(`/channel/${base}/pan`, 0.25);
  assert.equal(await value(`/channel/${base}/name`), 'Snare');
  await fetch(`http://127.0.0.1:${http}/channel/${base}/fader`, { method: 'PUT', body: '{"VALUE": [-12]}' });
  await ear.hears(`/channel/${base}/fader`, -12);
  port.send({ address: '/no/such', args: [float(1)] });
  await ear.hears('/error', '/no/such');
  port.close();
}

test('osc over UDP', () => converse(new osc.UDPPort({ localAddress: '127.0.0.1', localPort: 0, remoteAddress: '127.0.0.1', remotePort: udp, metadata: true }), 2));
test('osc over a WebSocket', () => converse(new osc.WebSocketPort({ url: `ws://127.0.0.1:${http}/`, metadata: true }), 3));
test('osc over TCP', () => converse(new osc.TCPSocketPort({ address: '127.0.0.1', port: udp, metadata: true }), 4));

test('node-osc, which listens at another port than it sends from', async () => {
  const free = await new Promise((done) => {
    const probe = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
  const ear = new Ear();
  const server = new Server(free, '127.0.0.1');
  server.on('message', ([address, ...values]) => ear.take(address, ...values));
  server.on('bundle', (bundle) => bundle.elements.forEach(([address, ...values]) => ear.take(address, ...values)));
  const client = new Client('127.0.0.1', udp);
  await client.send('/subscribe', '/channel/5', { type: 'integer', value: free });
  await ear.hears('/channel/5/fader', -90);
  await client.send('/channel/5/fader', -20); // goes out as an integer
  await holds('/channel/5/fader', -20);
  await client.send('/channel/5/mute', true);
  await holds('/channel/5/mute', true);
  await fetch(`http://127.0.0.1:${http}/channel/5/fader`, { method: 'PUT', body: '{"VALUE": [-3.5]}' });
  await ear.hears('/channel/5/fader', -3.5);
  await client.close();
  await server.close();
});

test('osc-js over UDP', async () => {
  const ear = new Ear();
  const port = new OSC({ plugin: new OSC.DatagramPlugin({ type: 'udp4', open: { host: '127.0.0.1', port: 0 }, send: { host: '127.0.0.1', port: udp } }) });
  port.on('*', (message) => ear.take(message.address, ...message.args));
  const opened = new Promise((done) => port.on('open', done));
  port.open();
  await opened;
  port.send(new OSC.Message('/channel/6/fader', -8.5));
  await holds('/channel/6/fader', -8.5);
  port.send(new OSC.Message('/channel/6/name', 'Bass'));
  await holds('/channel/6/name', 'Bass');
  port.send(new OSC.Message('/channel/6/name'));
  await ear.hears('/channel/6/name', 'Bass');
  port.close();
});

test('oscquery reads the host and the whole tree, and sees what has changed', async () => {
  const { OSCQueryDiscovery } = oscquery;
  const service = await new OSCQueryDiscovery().queryNewService('127.0.0.1', http);
  assert.equal(service.hostInfo.name, 'Studio A');
  assert.equal(service.hostInfo.oscPort, udp);
  assert.equal(service.hostInfo.extensions.LISTEN, true);
  const level = service.resolvePath(fader)._getMethodDescription(fader).arguments[0];
  assert.deepEqual(level.range, { min: -90, max: 10, vals: undefined });
  assert.equal(level.clipmode, 'both');
  assert.equal(level.value, -90);
  const band = service.resolvePath('/channel/1/eq/band/1/type')._getMethodDescription('').arguments[0];
  assert.equal(band.range.vals[0], 'bell');
  assert.equal(service.resolvePath('/no/such'), null);
  const flat = service.flat();
  assert.ok(flat.length > 3000, `only ${flat.length}`);
  assert.ok(flat.every(({ full_path, description }) => full_path.startsWith('/') && description));
  const client = new Client('127.0.0.1', udp);
  await client.send(fader, { type: 'float', value: -7.25 });
  await holds(fader, -7.25);
  await client.close();
  await service.update();
  assert.equal(service.resolvePath(fader).getValue(0), -7.25);
});
