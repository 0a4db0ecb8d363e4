// Sound for a desk to hear: WAV files of a known tone, written once for each run.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const rate = 48_000;

/** A 997 Hz sine with so many dBFS at its peak, mono, of whole periods so that it loops without a corner. */
export async function sine(db) {
  const frames = rate * 2;
  const bytes = 2;
  const wav = Buffer.alloc(44 + frames * bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + frames * bytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * bytes, 28);
  wav.writeUInt16LE(bytes, 32);
  wav.writeUInt16LE(8 * bytes, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * bytes, 40);
  const peak = 32767 * 10 ** (db / 20);
  for (let k = 0; k < frames; k++) wav.writeInt16LE(Math.round(peak * Math.sin((2 * Math.PI * 997 * k) / rate)), 44 + k * bytes);
  const path = join(tmpdir(), `tutti-e2e-sine-${-db}-${process.pid}.wav`);
  await writeFile(path, wav);
  return path;
}
