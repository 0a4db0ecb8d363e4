// Behind the last step of a build: lays the compressed bytes of each file beside it, as NAME.gz, for the daemon to send
// to browsers that take them. What is compressed already, and what would gain next to nothing, has none.

import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const words = /\.(html|js|mjs|css|svg|json|webmanifest|map|txt|wasm)$/;

export function compress(): Plugin {
  let folder = '';
  return {
    name: 'compress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const entry of readdirSync(folder, { recursive: true })) {
          const file = join(folder, String(entry));
          if (!words.test(file) || !statSync(file).isFile()) continue;
          const plain = readFileSync(file);
          const small = gzipSync(plain, { level: 9 });
          rmSync(file + '.gz', { force: true });
          if (small.length > plain.length * 0.9) continue;
          writeFileSync(file + '.gz', small); // newer than the file: an older one would be of another build
        }
      },
    },
  };
}
