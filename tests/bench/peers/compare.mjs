// node compare.mjs TUTTI-BENCH [CHANNELS]...: the strip benchmark of this desk beside that of others, in one run.
//
// Floors by hand in 8 and 16 lanes, code that Faust generates (scalar and in vectors), and scsynth without a device.
// Who is not installed is left out (apt-get install faust supercollider-server supercollider-language). They take turns
// over five rounds; the table has the median of each one's processor time, and medians of the rounds' ratios.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const kRounds = 5;
const kBlock = (64 / 48000) * 1e9; // ns
const [bench, ...words] = process.argv.slice(2);
const counts = words.length ? words.map(Number) : [64, 128, 1024];
if (!bench || counts.some((n) => !(n >= 16 && n <= 2048 && n % 16 === 0))) {
    console.error('usage: node compare.mjs TUTTI-BENCH [CHANNELS, a multiple of 16]...');
    process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'peers-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function run(program, args, environment = {}) {
    const done = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...environment }, timeout: 600_000 });
    if (done.error || done.status !== 0)
        throw new Error(`${program} ${args.join(' ')}: ${done.error ?? done.stderr.trim().split('\n').slice(-3).join(' ')}`);
    return done;
}
const installed = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function compile(source, binary, options) {
    const sources = [join(here, source), ...['programme', 'measure_cost'].map((name) => join(root, `tests/bench/${name}.cpp`))];
    const flags = ['-std=c++20', '-O3', '-march=native', '-ffast-math', '-Wno-psabi'];
    run('c++', [...flags, '-I', root, ...options, '-o', binary, ...sources]);
    return (channels) => Number(run(binary, [String(channels)]).stdout);
}

// Each peer is a name and a function from the number of channels to ns of a block.
function floor(lanes) {
    return compile('floor.cpp', join(folder, `floor${lanes}`), [`-DLANES=${lanes}`, `-mprefer-vector-width=${32 * lanes}`]);
}

function faust(options, name) {
    const parts = mkdtempSync(join(folder, 'faust-'));
    for (const part of ['strip', 'bus', 'main']) {
        const file = join(parts, `${part}.dsp`);
        writeFileSync(file, `process = library("desk.lib").${part};\n`);
        const type = part[0].toUpperCase() + part.slice(1);
        run('faust', [...options, '-I', here, '-cn', type, '-o', join(parts, `${part}.hpp`), file]);
    }
    return compile('faust_desk.cpp', join(folder, name), ['-I', parts]);
}

function scsynth() {
    const ready = new Set();
    const seconds = (score) => {
        const words = `-N ${score} _ /dev/null 48000 WAV float -z 64 -o 2 -i 0 -a 4096 -c 8192 -m 65536 -n 8192 -D 0`;
        const timed = run('bash', ['-c', `TIMEFORMAT='%U %S'; time scsynth ${words} >/dev/null 2>&1`]);
        return timed.stderr.trim().split(' ').map(Number).reduce((a, b) => a + b);
    };
    return (channels) => {
        const scores = join(folder, `scsynth-${channels}`);
        if (!ready.has(channels)) {
            run('mkdir', ['-p', scores]);
            run('timeout', ['120', 'sclang', join(here, 'scsynth_desk.scd')], {
                TUTTI_PEERS: scores, TUTTI_CHANNELS: String(channels), XDG_RUNTIME_DIR: folder,
                QT_QPA_PLATFORM: 'offscreen', QTWEBENGINE_DISABLE_SANDBOX: '1',
            });
            ready.add(channels);
        }
        const cost = (kind) => (seconds(join(scores, `${kind}-12.osc`)) - seconds(join(scores, `${kind}-4.osc`))) / 8;
        return (cost('desk') - cost('inputs')) * kBlock;
    };
}

const tutti = (channels) => JSON.parse(run(bench, ['strip', '--channels', String(channels), '--json']).stdout).ns_per_block;

const cpu = readFileSync('/proc/cpuinfo', 'utf8');
const peers = [['Tutti', tutti], ['floor, 8 lanes', floor(8)]];
if (/\bavx512f\b/.test(cpu)) peers.push(['floor, 16 lanes', floor(16)]);
const widest = peers.length - 1;
if (installed('faust')) {
    peers.push(['Faust, scalar', faust([], 'scalar')]);
    peers.push(['Faust, vectors', faust(['-vec', '-vs', '64', '-lv', '1'], 'vectors')]);
}
if (installed('scsynth') && installed('sclang')) peers.push(['scsynth', scsynth()]);

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
for (const channels of counts) {
    const rounds = [];
    for (let round = 0; round < kRounds; ++round) rounds.push(peers.map(([, cost]) => cost(channels)));
    console.log(`\nStrip benchmark, ${channels} channels, every gain moving, ${kRounds} rounds in turns`);
    console.log(`${'engine'.padEnd(16)}  ns/block  ns/channel   x real   / floor   / Tutti`);
    peers.forEach(([name], i) => {
        const of = (base) => median(rounds.map((row) => row[i] / row[base])).toFixed(2).padStart(10);
        const cost = median(rounds.map((row) => row[i]));
        const numbers = [cost.toFixed(0).padStart(10), (cost / channels).toFixed(1).padStart(12), (kBlock / cost).toFixed(1).padStart(9)];
        console.log(name.padEnd(16) + numbers.join('') + of(widest) + of(0));
    });
}
