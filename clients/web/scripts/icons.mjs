// Draws the icons of the installed page: three faders, as favicon.svg has them. Nothing but Node is needed, and the same pixels come out
// everywhere: `node scripts/icons.mjs` writes them into public/, `node scripts/icons.mjs --check` says whether they are there.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync, inflateSync } from 'node:zlib';

const samples = 4; // in each direction of a pixel

/** Rounded boxes on a ground of 32 by 32: x, y, width, height, radius, colour. `bleed` fills the corners: the device cuts its own shape. */
function boxes(bleed) {
  const all = [[0, 0, 32, 32, bleed ? 0 : 7, 0x14181d]];
  for (const x of [8, 16, 24]) all.push([x - 1.5, 4.5, 3, 23, 1.5, 0x3a434d]);
  all.push([4.5, 16, 7, 6, 2, 0xc2cad2], [12.5, 9, 7, 6, 2, 0x62bdff], [20.5, 13, 7, 6, 2, 0xc2cad2]);
  return all;
}

const inside = ([x, y, w, h, r], px, py) => {
  const dx = Math.max(x + r - px, px - (x + w - r), 0);
  const dy = Math.max(y + r - py, py - (y + h - r), 0);
  return px >= x && px <= x + w && py >= y && py <= y + h && (dx === 0 || dy === 0 || dx * dx + dy * dy <= r * r);
};

/** The pixels, four bytes each. A maskable icon keeps to the middle, where no mask cuts. */
export function pixels(size, maskable) {
  const all = boxes(maskable);
  const out = Buffer.alloc(size * size * 4);
  const scale = maskable ? 0.72 : 1;
  const [ground, ...faders] = all;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0];
      for (let k = 0; k < samples * samples; k++) {
        const px = ((x + ((k % samples) + 0.5) / samples) / size) * 32;
        const py = ((y + (Math.floor(k / samples) + 0.5) / samples) / size) * 32;
        const [fx, fy] = [(px - 16) / scale + 16, (py - 16) / scale + 16];
        const top = faders.findLast((box) => inside(box, fx, fy)) ?? (inside(ground, px, py) ? ground : undefined);
        if (!top) continue;
        sum[0] += top[5] >> 16;
        sum[1] += (top[5] >> 8) & 255;
        sum[2] += top[5] & 255;
        sum[3] += 1;
      }
      const at = (y * size + x) * 4;
      for (let c = 0; c < 3; c++) out[at + c] = sum[3] ? Math.round(sum[c] / sum[3]) : 0;
      out[at + 3] = Math.round((sum[3] / (samples * samples)) * 255);
    }
  }
  return out;
}

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = (bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function png(size, maskable) {
  const rows = pixels(size, maskable);
  const raw = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) rows.copy(raw, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** What a file of ours shows, compared by pixels: compressors differ from one version of Node to the next. */
function shown(file) {
  const data = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return inflateSync(Buffer.concat(data));
}

export const icons = [['icon-192.png', 192, false], ['icon-512.png', 512, false], ['icon-maskable-512.png', 512, true], ['apple-touch-icon.png', 180, true]];

export function stale(folder) {
  return icons.filter(([name, size, maskable]) => {
    try {
      return !shown(readFileSync(folder + name)).equals(shown(png(size, maskable)));
    } catch {
      return true;
    }
  }).map(([name]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../public/', import.meta.url));
  if (process.argv.includes('--check')) {
    const old = stale(folder);
    if (old.length) console.error(`not as drawn: ${old.join(', ')}`);
    process.exitCode = old.length ? 1 : 0;
  } else for (const [name, size, maskable] of icons) writeFileSync(folder + name, png(size, maskable));
}
