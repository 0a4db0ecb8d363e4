// One ES module without dependencies, built with the tools of the page: `npm run build`, after `npm ci` in clients/web.
import { fileURLToPath } from 'node:url';

export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: { target: 'es2022', minify: false, lib: { entry: 'index.ts', formats: ['es'], fileName: () => 'index.js' } },
};
