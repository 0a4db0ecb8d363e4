import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compress } from './scripts/compress';
import { offline } from './scripts/offline';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

// The daemon serves `dist` under /app/. While developing, `npm run dev` serves the page itself and passes
// the one WebSocket on to a desk, by default the one on this machine.
export default defineConfig({
  base: '/app/',
  plugins: [svelte(), offline(fileURLToPath(new URL('.', import.meta.url))), compress()],
  define: { __VERSION__: JSON.stringify(version) },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { host: '127.0.0.1', proxy: { '/desk': { target: process.env.TUTTI_DESK ?? 'http://127.0.0.1:8080', ws: true, changeOrigin: true, rewriteWsOrigin: true } } },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  test: { environment: 'node', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
