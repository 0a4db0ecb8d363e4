// The pages of the desk, in the order of their tabs. The mixer comes with the first load; each other page is a part of
// its own that is fetched when it is first looked at, or before that while nothing else is to be done.

import type { Component } from 'svelte';

interface Entry {
  readonly view: string;
  readonly word: string;
  /** Nothing for what is here from the start. */
  readonly load?: () => Promise<{ default: Component }>;
}

export const views = [
  { view: 'mix', word: 'Mix' },
  { view: 'strip', word: 'Strip', load: () => import('./StripPage.svelte') },
  { view: 'cues', word: 'Cues', load: () => import('../cues/cues_page') },
  { view: 'scenes', word: 'Scenes', load: () => import('../scenes/scenes_page') },
  { view: 'history', word: 'History', load: () => import('../history/history_page') },
  { view: 'fx', word: 'Effects', load: () => import('./Rack.svelte') },
  { view: 'matrix', word: 'Matrix', load: () => import('./Matrices.svelte') },
  { view: 'patch', word: 'Patch', load: () => import('../patch/PatchPage.svelte') },
  { view: 'people', word: 'People', load: () => import('../people/people_page') },
  { view: 'bridge', word: 'Meters', load: () => import('../bridge/Bridge.svelte') },
  { view: 'layers', word: 'Layers', load: () => import('../layers/Layers.svelte') },
  { view: 'setup', word: 'Setup', load: () => import('./Setup.svelte') },
] as const satisfies readonly Entry[];

export type View = (typeof views)[number]['view'];

export const page_of = (view: View): Promise<{ default: Component }> | undefined => (views as readonly Entry[]).find((each) => each.view === view)?.load?.();

/** Fetches what is not here yet, one after the other, so that no page has to be waited for. */
export async function fetch_all(): Promise<void> {
  performance.mark('the rest');
  for (const { view } of views) await page_of(view)?.catch(() => undefined);
}
