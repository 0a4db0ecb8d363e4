// A private JACK server without a sound card, and the cables between its programs. A desk on it is started
// with what `desk` says.
//
// Its name is always the same, for one process at a time: JACK has room for eight servers, and keeps that of a killed
// one until the same name comes again (tests/device/jackd.hpp).

import { execFile, spawn } from 'node:child_process';
import { tmpdir, userInfo } from 'node:os';
import { until } from './until.mjs';

const rate = 48_000;

export class Jack {
  name = 'tutti-e2e';

  /** `block` frames a call. Calmly scheduled: a machine under test need not permit more. */
  async start(block = 256) {
    this.block = block;
    const lock = `${tmpdir()}/${this.name}-of-${userInfo().uid}.lock`;
    const words = ['--pdeathsig', 'KILL', 'flock', '--no-fork', lock,
      'jackd', '-n', this.name, '-r', '-S', '-d', 'dummy', '-r', rate, '-p', block, '-C', 8, '-P', 8];
    this.process = spawn('setpriv', words.map(String), { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (data) => { said = (said + data).slice(-2_000); });
    this.ended = new Promise((done) => {
      this.process.once('exit', done);
      this.process.once('error', done);
    });
    try {
      await until(async () => (await this.ask('jack_lsp')).includes('system:capture_1'), 'jackd, which scripts/test installs', 60_000);
    } catch (fault) {
      throw new Error(`${fault.message}; it said: ${said}`);
    }
  }

  /** One block in ms. */
  get ms() {
    return (1000 * this.block) / rate;
  }

  plug(from, to) {
    return this.ask('jack_connect', from, to);
  }

  ask(program, ...words) {
    return new Promise((done, failed) => {
      execFile(program, ['-s', this.name, ...words], { timeout: 10_000 }, (fault, said) => (fault ? failed(fault) : done(said)));
    });
  }

  /** What a desk on this server is started with. */
  get desk() {
    return {
      kind: 'portaudio', device: 'name = "JACK Audio Connection Kit: system"\n', sizes: { inputs: 8, outputs: 8 },
      env: { JACK_DEFAULT_SERVER: this.name, JACK_NO_START_SERVER: '1' },
    };
  }

  async stop() {
    this.process?.kill('SIGTERM');
    await this.ended;
  }
}
