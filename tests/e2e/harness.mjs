// One test is one desk and its pages. All of it is taken down again, whatever happened.

import test, { after } from 'node:test';
import { start_desk } from './desk.mjs';
import { close_browser, open_page } from './page.mjs';

export const tally = { passed: 0, failed: [] };

/** `play(desk, open)`: open() opens one more page on the desk. `options.beside` is started ahead of the desk and stopped behind it. */
export function on_a_desk(name, options, play) {
  test(name, { timeout: 180_000 }, async () => {
    const pages = [];
    let desk;
    try {
      await options.beside?.start();
      desk = await start_desk(options);
      await play(desk, async (how) => {
        const page = await open_page(desk, how);
        pages.push(page);
        return page;
      });
      for (const page of pages.splice(0)) await page.close();
      tally.passed++;
    } catch (fault) {
      tally.failed.push(name);
      if (desk?.log) console.error(`--- what the daemon said during "${name}"\n${desk.log.slice(-3000)}`);
      for (const page of pages) console.error(`--- a page during "${name}"\n${await page.story()}`);
      throw fault;
    } finally {
      for (const page of pages) await page.context.close().catch(() => undefined);
      await desk?.stop().catch(() => undefined);
      await options.beside?.stop().catch(() => undefined);
    }
  });
}

after(close_browser);
