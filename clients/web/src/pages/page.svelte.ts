// What this page shows: which view, which layer, which strip, whose sends. Belongs to the device in hand, is never
// sent. The address line keeps the view, so that a reload comes back to it; sends on faders end on leaving.

import { at } from '../desk/addresses';
import { desk } from '../desk/here';
import { overall } from '../desk/live.svelte';
import { bus, channel, dca, fx_return, main, matrix, monitor, strip_of, type Strip, type StripId } from '../desk/strips';
import { mine, strips_in } from '../layers/mine.svelte';
import { views, type View } from './views';

export type Kind = 'channel' | 'bus' | 'fx' | 'matrix' | 'dca' | 'main';
/** A kind of strips, or a layer of one's own. */
export type Layer = Kind | `own/${string}`;

export const layers: readonly { layer: Kind; word: string }[] = [
  { layer: 'channel', word: 'Inputs' },
  { layer: 'bus', word: 'Buses' },
  { layer: 'fx', word: 'FX' },
  { layer: 'matrix', word: 'Matrix' },
  { layer: 'dca', word: 'DCAs' },
  { layer: 'main', word: 'Main' },
];

class Page {
  view = $state<View>('mix');
  layer = $state<Layer>('channel');
  selected = $state<StripId>('channel/1');
  /** The bus whose sends are on the faders. */
  sends = $state<number>();
  fine_latched = $state(false);
  fine_held = $state(false);
  mutes_at_hand = $state(false);
  /** The slot of the rack that is seen whole. */
  effect = $state(1);
  /** The talkback that the key in the corner opens; each device has its own. */
  talkback = $state(Math.max(1, Number(localStorage.getItem('talkback')) || 1));
  /** What stands open beside the page: the control room, or how loud it is. */
  room = $state<'room' | 'loudness'>();
  /** Selection and sends on faders go with the person who is logged in here, over all their devices. */
  follows = $state(localStorage.getItem('follows') !== 'no');
  stage = $state(localStorage.getItem('ambience') === 'stage');
  private last_sends = 0;
  /** Where the way back from sends on faders leads, if it is not the mix. */
  came_from = $state<View>();

  constructor() {
    this.follow_address_line();
    addEventListener('hashchange', () => this.follow_address_line());
  }

  get fine(): boolean {
    return this.fine_latched || this.fine_held;
  }

  go(view: View): void {
    this.came_from = undefined;
    if (view !== 'mix') this.leave_sends();
    this.view = view;
    const line = view === 'strip' ? `#strip/${this.selected}` : `#${view}`;
    if (location.hash !== line) history.replaceState(null, '', line);
  }

  open(id: StripId): void {
    this.selected = strip_of(id).id;
    this.go('strip');
  }

  /** A tap on a plate selects; again, opens the strip. */
  touch_plate(id: StripId): void {
    if (this.selected === id && this.sends === undefined) this.open(id);
    else this.selected = id;
  }

  /** Sends of the selected bus, or of the one that was last on the faders. */
  enter_sends(b?: number, from?: View): void {
    if (from) this.came_from = from;
    const selected = this.selected.startsWith('bus/') ? strip_of(this.selected).n : undefined;
    this.sends = b ?? selected ?? (this.last_sends || likely_bus());
    this.last_sends = this.sends;
    this.view = 'mix';
    history.replaceState(null, '', '#mix');
  }

  leave_sends(): void {
    this.sends = undefined;
    if (this.came_from) this.go(this.came_from);
  }

  talk_with(talkback: number): void {
    this.talkback = talkback;
    localStorage.setItem('talkback', String(talkback));
  }

  light(stage: boolean): void {
    this.stage = stage;
    localStorage.setItem('ambience', stage ? 'stage' : 'dark');
  }

  follow(yes: boolean): void {
    this.follows = yes;
    localStorage.setItem('follows', yes ? 'yes' : 'no');
  }

  private follow_address_line(): void {
    const [view, ...id] = location.hash.slice(1).split('/');
    if (view === 'strip' && id.length > 0) this.selected = strip_of(id.join('/')).id;
    this.view = views.find((known) => known.view === view)?.view ?? 'mix';
    if (this.view !== 'mix') this.leave_sends();
  }
}

/** The first bus that is somebody's mix rather than a group. */
function likely_bus(): number {
  for (let b = 1; b <= overall.counts.bus; b++) if (desk.get(at.bus(b, 'kind')) !== 'group') return b;
  return 1;
}

export const page = new Page();

const several = (count: number, strip: (n: number) => Strip): Strip[] => Array.from({ length: count }, (_, k) => strip(k + 1));

/** The strips of a layer, in order. */
export function strips_of(layer: Layer): Strip[] {
  const { counts } = overall;
  switch (layer) {
    case 'channel': return several(counts.channel, channel);
    case 'bus': return several(counts.bus, bus);
    case 'fx': return several(counts.fx, fx_return);
    case 'matrix': return several(counts.matrix, matrix);
    case 'dca': return several(counts.dca, dca);
    case 'main': return [main(), ...several(counts.monitor, monitor)];
    default: {
      const own = mine.find(layer.slice('own/'.length));
      return own ? strips_in(own) : [];
    }
  }
}
