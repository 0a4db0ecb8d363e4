// A real desk for one test: the daemon with a configuration and a session file of its own in a temporary folder, on
// free ports. Nothing stands in for it.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tuttid = resolve(process.env.TUTTID ?? join(root, 'build/release/bin/tuttid'));

/** The body of the answer, over a connection of its own: one that is kept may end by its idleness just as it is used again. */
function fetched(url, method, body) {
  return new Promise((done, fail) => {
    const asked = request(url, { method, agent: false, headers: body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {} }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece) => (text += piece));
      answer.on('error', fail);
      answer.on('end', () => (answer.statusCode < 300 ? done(text) : fail(new Error(`${method} ${url}: ${answer.statusCode} ${text}`))));
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

/** Starts a desk. `set` are first values, `sizes` its sockets, `users` its people, `server`, `device` and `desk` further lines of those parts of the configuration, `kind` its device, `env` more of its environment. */
export async function start_desk({ set = {}, server = '', kind = 'virtual', device = '', desk = '', sizes = {}, users = [], program = tuttid, env = {} } = {}) {
  if (!existsSync(tuttid)) throw new Error(`no daemon at ${tuttid}: build it, or name one in TUTTID`);
  const folder = await mkdtemp(join(tmpdir(), 'tutti-e2e-'));
  const it = new Desk(folder, { set, server, kind, device, desk, sizes, users, program, env });
  await it.start('127.0.0.1:0');
  return it;
}

/** A page of a desk's own, which a test may change: the daemon looks for it beside itself first. */
export async function own_page() {
  const folder = await mkdtemp(join(tmpdir(), 'tutti-own-'));
  await mkdir(join(folder, 'bin'));
  await copyFile(tuttid, join(folder, 'bin/tuttid'));
  const app = join(folder, 'share/tutti/app');
  await cp(join(root, 'clients/web/dist'), app, { recursive: true });
  return { program: join(folder, 'bin/tuttid'), app, remove: () => rm(folder, { recursive: true, force: true }) };
}

class Desk {
  log = '';

  constructor(folder, parts) {
    this.folder = folder;
    this.parts = parts;
  }

  async start(http) {
    const { set, server, kind, device, desk, users, env, sizes: { inputs = 32, outputs = 16 } } = this.parts;
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
kind = "${kind}"
rate = 48000
block = 64
inputs = ${inputs}
outputs = ${outputs}
${device}
[desk]
${desk || 'channels = 32\nbuses = 8\ndcas = 8\nmutegroups = 6\nmonitors = 2'}
${users.map((user) => `[[user]]\n${Object.entries(user).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join('')}`).join('')}
[set]
${Object.entries(set).map(([address, value]) => `"${address}" = ${JSON.stringify(value)}`).join('\n')}
`);
    this.process = spawn(this.parts.program, ['--config', config, '--ready-file', ready], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (text) => (this.log += text));
    this.ended = new Promise((done) => this.process.once('exit', (code, signal) => done(code ?? signal)));
    let ended = false;
    void this.ended.then(() => (ended = true));
    await until(() => ended || existsSync(ready), 'the daemon to be ready');
    if (ended) throw new Error(`the daemon ended at its start:\n${this.log}`);
    this.http = JSON.parse(await readFile(ready, 'utf8')).http;
    this.url = `http://${this.http}`;
  }

  /** What is stored at an address. */
  async get(address) {
    return JSON.parse(await fetched(`${this.url}${address}?VALUE`, 'GET')).VALUE[0];
  }

  async set(address, value) {
    await fetched(`${this.url}${address}`, 'PUT', JSON.stringify({ VALUE: [value] }));
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
