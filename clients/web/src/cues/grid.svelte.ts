// All cue mixes and what their rows have in common: the same families in the same columns, whoever's mix it is.

import { at, below, type Param } from '../desk/addresses';
import { exists, linked, live, overall } from '../desk/live.svelte';
import { bus, channel, fx_return, type Strip } from '../desk/strips';
import { families_of, family_count, family_name, type Family } from '../artist/families';

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);

export const wanted = [
  '/bus/*/{name,color,family,kind,fader,mute,tap}', '/bus/*/cue', '/bus/*/inherit/source', '/bus/*/limiter/ceiling',
  '/channel/*/family', '/fx/*/return/family',
] as const;

/** A column: me, a family, or everything. */
export interface Column {
  readonly key: string;
  readonly word: string;
  readonly color: string;
  readonly strips: readonly Strip[];
  level(b: number): Param<number>;
  mute?(b: number): Param<boolean>;
}

class Grid {
  readonly cues = $derived(range(overall.counts.bus).filter((b) => live(at.bus(b, 'kind')) === 'cue'));
  readonly others = $derived(range(overall.counts.bus).filter((b) => live(at.bus(b, 'kind')) !== 'cue'));
  readonly calling = $derived(this.cues.filter((b) => live(at.bus(b, 'cue/call'))));

  private readonly names = $derived(range(family_count).map((k) => family_name(k, live(at.bus(this.cues[0] ?? 1, 'cue/family/{family}/name', k)))));
  private readonly families = $derived.by((): readonly Family<Strip>[] => {
    const groups = range(overall.counts.bus).filter((n) => live(at.bus(n, 'kind')) === 'group').map(bus);
    const returns = range(overall.counts.fx).filter((x) => live(at.fx(x, 'type')) !== 'none').map(fx_return);
    const channels = range(overall.counts.channel).filter((n) => n % 2 === 1 || !linked(n)).map(channel);
    const facts = [...channels, ...groups, ...returns].map((strip) => ({
      strip, family: strip.family ? live(strip.family) : '', color: strip.color ? live(strip.color) : '', show: true, me: false,
    }));
    return families_of(facts, this.names).families;
  });

  readonly columns = $derived<readonly Column[]>([
    { key: 'me', word: 'Me', color: '#8a96a3', strips: [], level: (b) => at.bus(b, 'cue/me/level') },
    ...this.families.map(({ k, word, color, strips }) => ({
      key: `family-${k}`, word, color, strips,
      level: (b: number) => at.bus(b, 'cue/family/{family}/level', k), mute: (b: number) => at.bus(b, 'cue/family/{family}/mute', k),
    })),
    { key: 'all', word: 'Everything', color: '#8a96a3', strips: [], level: (b) => at.bus(b, 'fader'), mute: (b) => at.bus(b, 'mute') },
  ]);

  /** Strips that are the performer's own in mix b, as far as the page has been told. */
  own(b: number): Strip[] {
    return range(overall.counts.channel).map(channel).filter((strip) => {
      const me = below(strip, 'send/{bus}/me', b);
      return exists(me) && live(me);
    });
  }
}

export const grid = new Grid();
