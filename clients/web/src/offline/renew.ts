// Keeps the page as new as its desk. After each new link the page asks which build the desk has; an older page loads
// itself again, but never under somebody's hands: it waits until nothing was touched for a while.

import { build } from '../device/build';
import { desk } from '../desk/here';

const calm = 4000;
const place = 'renewed';

export interface Surroundings {
  /** The build that the desk has; undefined while it does not say. */
  asked(): Promise<string | undefined>;
  /** Milliseconds since the last touch. */
  idle(): number;
  later(then: () => void, ms: number): void;
  reload(version: string): void;
}

/** One look: loads the page again as soon as nobody is at it, if the desk has another build than `mine`. */
export async function look(mine: string, around: Surroundings): Promise<void> {
  const version = await around.asked();
  if (mine === '' || version === undefined || version === mine) return;
  const wait = (): void => {
    const left = calm - around.idle();
    if (left > 0) around.later(wait, left);
    else around.reload(version);
  };
  wait();
}

async function asked(): Promise<string | undefined> {
  try {
    const answer = await fetch(`${import.meta.env.BASE_URL}version.json`, { cache: 'no-store' });
    const said: unknown = answer.ok ? await answer.json() : undefined;
    return said !== null && typeof said === 'object' && 'version' in said ? String(said.version) : undefined;
  } catch {
    return undefined;
  }
}

export function keep_new(): void {
  if (import.meta.env.DEV) return;
  let touched = -Infinity;
  for (const type of ['pointerdown', 'pointermove', 'pointerup', 'keydown', 'wheel']) addEventListener(type, () => (touched = performance.now()), { capture: true, passive: true });
  const around: Surroundings = {
    asked,
    idle: () => performance.now() - touched,
    later: (then, ms) => void setTimeout(then, ms),
    reload: (version) => {
      // Once for each build: a desk that serves an old document beside a new version must not keep the page loading.
      if (sessionStorage.getItem(place) === version) return;
      sessionStorage.setItem(place, version);
      location.reload();
    },
  };
  let live = false;
  desk.on_state((state) => {
    const now = state === 'live';
    if (now && !live) void look(build, around);
    live = now;
  });
}

/** The worker that keeps the files: only where browsers have one, which is on a safe connection. */
export function keep_files(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = desk.on_state((state) => {
    clearTimeout(timer);
    if (state !== 'live') return;
    // The first look at the desk comes first.
    timer = setTimeout(() => {
      end();
      void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { updateViaCache: 'none' }).catch(() => undefined);
    }, 1500);
  });
}
