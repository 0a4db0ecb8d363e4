// The last step of a build: lists all files, makes one hash of what is in them, and writes both into the worker, the
// hash also into the document and into version.json. A page compares the two to know that its desk has been renewed.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const base = '/app/';

export function offline(folder: string): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256');
        const files: string[] = [];
        const add = (name: string, content: string | Uint8Array): void => {
          files.push(name === 'index.html' ? base : base + name);
          hash.update(name).update('\0').update(content);
        };
        for (const name of Object.keys(bundle).sort()) {
          const part = bundle[name]!;
          add(name, part.type === 'chunk' ? part.code : part.source);
        }
        const still = join(folder, 'public');
        for (const name of readdirSync(still).sort()) add(name, readFileSync(join(still, name)));
        const version = hash.digest('hex').slice(0, 12);
        const worker = readFileSync(join(folder, 'src/offline/worker.js'), 'utf8').replace("'VERSION'", () => JSON.stringify(version)).replace('FILES', () => JSON.stringify(files));
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('no document to write the build into');
        page.source = String(page.source).replace('</title>', `</title>\n    <meta name="tutti-build" content="${version}" />`);
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: worker });
        this.emitFile({ type: 'asset', fileName: 'version.json', source: JSON.stringify({ version }) + '\n' });
      },
    },
  };
}
