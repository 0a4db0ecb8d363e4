// Runs all tests of this folder, one after the other: two browsers and a daemon are load enough for one machine.
// `npm run e2e -- link` runs the files with "link" in their name; a whole name, `link.test.mjs`, only that one.

import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tally } from './harness.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv[2] ?? '';
const all = (await readdir(folder)).filter((file) => file.endsWith('.test.mjs')).sort();
const files = all.includes(wanted) ? [wanted] : all.filter((file) => file.includes(wanted));

process.on('exit', (code) => {
  const { passed, failed } = tally;
  console.log(`\ne2e: ${passed} passed, ${failed.length} failed${failed.length ? `: ${failed.join('; ')}` : ''}`);
  if (failed.length > 0 || passed === 0) process.exitCode = code || 1;
});
for (const file of files) await import(`./${file}`);
