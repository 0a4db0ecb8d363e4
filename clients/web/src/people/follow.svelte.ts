// What a person has selected, and whose sends are on their faders, goes over all their devices. A device that has opted
// out neither leads nor follows. Called once by the desk's page, within its effects.

import { untrack } from 'svelte';
import { at } from '../desk/addresses';
import { desk } from '../desk/here';
import { live } from '../desk/live.svelte';
import { strip_of } from '../desk/strips';
import { page } from '../pages/page.svelte';
import { me } from './me.svelte';

/** "channel/3", as the page calls a strip, to "channel:3", as the wire does; and back. What the wire has no word for is none. */
export function route_of(id: string): string {
  const [kind = '', n] = id.split('/');
  if (kind === 'main') return 'main';
  return /^(channel|bus|matrix|fx|dca)$/.test(kind) && n ? `${kind}:${n}` : 'none';
}
export function strip_at(route: string): string | undefined {
  if (route === 'main') return 'main';
  const found = /^(channel|bus|matrix|fx|dca):(\d+)$/.exec(route);
  return found ? strip_of(`${found[1]}/${found[2]}`).id : undefined;
}

export function follow_me(): void {
  // Monitors and other persons' strips are this page's own business.
  const user = $derived(page.follows ? me.number : 0);

  $effect(() => {
    if (user === 0) return;
    return desk.want(`/user/${user}/{selection,flip}`);
  });

  // What another device chose comes here; what is chosen here goes there. Only a change of either side counts, so that
  // a page which has just been opened takes what is there.
  $effect(() => {
    if (user === 0) return;
    const chosen = strip_at(live(at.user(user, 'selection')));
    untrack(() => {
      if (chosen === undefined || chosen === page.selected) return;
      page.selected = chosen;
      if (page.view === 'strip') page.go('strip');
    });
  });
  let first_selected = true;
  $effect(() => {
    const route = route_of(page.selected);
    if (user === 0) return void (first_selected = true);
    untrack(() => {
      const param = at.user(user, 'selection');
      const mine = desk.get(param) !== route && route !== 'none' && !first_selected;
      first_selected = false;
      if (mine) desk.set(param, route);
    });
  });

  $effect(() => {
    if (user === 0) return;
    const bus = /^bus:(\d+)$/.exec(live(at.user(user, 'flip')))?.[1];
    untrack(() => {
      // Whoever looks at another page here is not taken away from it.
      if (page.view !== 'mix' || page.sends === (bus ? Number(bus) : undefined)) return;
      if (bus) page.enter_sends(Number(bus));
      else page.leave_sends();
    });
  });
  let first_sends = true;
  $effect(() => {
    const route = page.sends === undefined ? 'none' : `bus:${page.sends}`;
    if (user === 0) return void (first_sends = true);
    untrack(() => {
      const param = at.user(user, 'flip');
      const mine = desk.get(param) !== route && !first_sends;
      first_sends = false;
      if (mine) desk.set(param, route);
    });
  });
}
