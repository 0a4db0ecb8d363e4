// How long the desk has not been heard, for whoever says so.

import { overall } from './live.svelte';

/** Called as a component starts. Nothing while the link lives, nor for a blink in which it settles. */
export function silence(): { readonly seconds: number | undefined } {
  let now = $state(performance.now());
  let lost = $state(false);
  $effect(() => {
    if (overall.live || !overall.met) {
      lost = false;
      return;
    }
    const shown = setTimeout(() => (lost = true), 150);
    const clock = setInterval(() => (now = performance.now()), 250);
    return () => {
      clearTimeout(shown);
      clearInterval(clock);
    };
  });
  return {
    get seconds() {
      return lost ? Math.max(1, Math.round((now - overall.silent_since) / 1000)) : undefined;
    },
  };
}
