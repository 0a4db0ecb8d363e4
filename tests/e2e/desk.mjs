// A real desk for one test: the daemon with a configuration and a session file of its own in a temporary folder, on
// free ports. Nothing stands in for it.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tuttid = resolve(process.env.TUTTID ?? join(root, 'build/release/bin/tuttid'));

/** Starts a desk. `set` are first values, `server`, `device` and `desk` further lines of those parts of the configuration. */
export async function start_desk({ set = {}, server = '', device = '', desk = '' } = {}) {
  if (!existsSync(tuttid)) throw new Error(`no daemon at ${tuttid}: build it, or name one in TUTTID`);
  const folder = await mkdtemp(join(tmpdir(), 'tutti-e2e-'));
  const it = new Desk(folder, { set, server, device, desk });
  await it.start('127.0.0.1:0');
  return it;
}

class Desk {
  log = '';

  constructor(folder, parts) {
    this.folder = folder;
    this.parts = parts;
  }

  async start(http) {
    const { set, server, device, desk } = this.parts;
    const config = join(this.folder, 'tutti.toml');
    const ready = join(this.folder, 'ready.json');
    await rm(ready, { force: true });
    await writeFile(config, `
[server]
name = "End to end"
http = "${http}"
osc = "127.0.0.1:0"
session = "session.tutti"
${server}
[device]
kind = "virtual"
rate = 48000
block = 64
inputs = 32
outputs = 16
${device}
[desk]
${desk || 'channels = 32\nbuses = 8\ndcas = 8\nmutegroups = 6\nmonitors = 2'}
[set]
${Object.entries(set).map(([address, value]) => `"${address}" = ${JSON.stringify(value)}`).join('\n')}
`);
    this.process = spawn(tuttid, ['--config', config, '--ready-file', ready], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (text) => (this.log += text));
    this.ended = new Promise((done) => this.process.once('exit', (code, signal) => done(code ?? signal)));
    let ended = false;
    void this.ended.then(() => (ended = true));
    await until(() => ended || existsSync(ready), 'the daemon to be ready', 15_000);
    if (ended) throw new Error(`the daemon ended at its start:\n${this.log}`);
    this.http = JSON.parse(await readFile(ready, 'utf8')).http;
    this.url = `http://${this.http}`;
  }

  /** What is stored at an address. */
  async get(address) {
    const answer = await fetch(`${this.url}${address}?VALUE`);
    if (!answer.ok) throw new Error(`GET ${address}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).VALUE[0];
  }

  async set(address, value) {
    const answer = await fetch(`${this.url}${address}`, { method: 'PUT', body: JSON.stringify({ VALUE: [value] }), headers: { 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(`PUT ${address}: ${answer.status} ${await answer.text()}`);
  }

  /** Counts every change that anything made: unmoved means that nothing was set. */
  revision() {
    return this.get('/session/revision');
  }

  pause() {
    this.process.kill('SIGSTOP');
  }
  unpause() {
    this.process.kill('SIGCONT');
  }

  async kill(signal = 'SIGKILL') {
    this.process.kill('SIGCONT');
    this.process.kill(signal);
    await this.ended;
  }

  /** The same desk again, at the same address, with what its session file kept. */
  restart() {
    return this.start(this.http);
  }

  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      await this.kill('SIGTERM');
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
