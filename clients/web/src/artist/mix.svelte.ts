// One performer's mix in its own words: everything, me, families and what is in them. All values are the desk's; this
// only says which of them belong together.

import { at, below, type Param } from '../desk/addresses';
import { exists, linked, live, overall } from '../desk/live.svelte';
import { bus, channel, fx_return, type Strip } from '../desk/strips';
import { me } from '../people/me.svelte';
import { people } from '../people/people.svelte';
import { families_at_hand, families_of, family_count, family_name, type Fact, type Family } from './families';

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);

/** What the page of mix b needs from the desk. Only words of this mix, and names and looks of what may be in it. */
export const wanted = (b: number): string[] => [
  '/session/{name,hands}', '/session/engine/{state,rate}',
  '/bus/*/{name,color,family,kind}', `/bus/*/cue/owner`,
  `/bus/${b}/{fader,mute,balance,tap}`, `/bus/${b}/cue`, `/bus/${b}/inherit`, `/bus/${b}/limiter`, `/bus/${b}/eq`,
  '/channel/*/{name,color,family,link,pan}', `/channel/*/send/${b}`,
  '/fx/*/type', '/fx/*/return/{name,color,family}', `/fx/*/return/send/${b}`, `/bus/*/send/${b}`,
  '/talkback/*/{on,dim}', `/talkback/*/send/${b}`,
];

class Mix {
  private chosen = $state(0);

  /** All mixes that are this person's; mostly one. */
  readonly mine = $derived.by(() => {
    const owned = me.number === 0 ? [] : range(overall.counts.bus).filter((b) => live(at.bus(b, 'kind')) === 'cue' && live(at.bus(b, 'cue/owner')) === me.number);
    return owned.length > 0 ? owned : me.cue > 0 ? [me.cue] : [];
  });
  /** The bus of the mix on this page; 0 while there is none. */
  readonly b = $derived(this.mine.includes(this.chosen) ? this.chosen : this.mine[0] ?? 0);

  choose(b: number): void {
    this.chosen = b;
  }

  readonly engineer = $derived(people.engineer?.name ?? '');
  /** Whom the artist calls, as a word in a sentence. */
  readonly caller = $derived(this.engineer || 'the engineer');

  readonly fader = $derived(at.bus(this.b, 'fader'));
  readonly mute = $derived(at.bus(this.b, 'mute'));
  readonly balance = $derived(at.bus(this.b, 'balance'));
  readonly limit = $derived(at.bus(this.b, 'cue/limit'));
  readonly ceiling = $derived(at.bus(this.b, 'limiter/ceiling'));
  readonly most = $derived(at.bus(this.b, 'cue/max'));
  readonly me_level = $derived(at.bus(this.b, 'cue/me/level'));
  readonly call = $derived(at.bus(this.b, 'cue/call'));
  readonly call_text = $derived(at.bus(this.b, 'cue/call_text'));
  readonly source = $derived(at.bus(this.b, 'inherit/source'));
  readonly locked = $derived(live(at.bus(this.b, 'cue/locked')));
  readonly follows = $derived(live(this.source) !== 'none');

  family_level(k: number): Param<number> {
    return at.bus(this.b, 'cue/family/{family}/level', k);
  }
  family_mute(k: number): Param<boolean> {
    return at.bus(this.b, 'cue/family/{family}/mute', k);
  }
  /** A strip's own level in this mix: its send, or what it is more or less than in the mix that is followed. */
  level(strip: Strip): Param<number> {
    if (!this.follows) return below(strip, 'send/{bus}/level', this.b);
    const { address, row } = below(strip, 'send/{bus}/offset', this.b);
    // Under a finger a little more or less wants as much room as on every other row.
    return { address, row: { ...row, law: 'fader' } };
  }
  on = (strip: Strip): Param<boolean> => below(strip, 'send/{bus}/on', this.b);
  is_me = (strip: Strip): Param<boolean> => below(strip, 'send/{bus}/me', this.b);

  /** Every strip that can be in this mix, hidden or not. */
  private readonly facts = $derived.by((): Fact<Strip>[] => {
    const { b } = this;
    if (b === 0) return [];
    const groups = range(overall.counts.bus).filter((n) => n !== b && live(at.bus(n, 'kind')) === 'group').map(bus);
    const returns = range(overall.counts.fx).filter((x) => live(at.fx(x, 'type')) !== 'none').map(fx_return);
    // Of a linked pair the first speaks for both.
    const channels = range(overall.counts.channel).filter((n) => n % 2 === 1 || !linked(n)).map(channel);
    return [...channels, ...groups, ...returns]
      .filter((strip) => exists(below(strip, 'send/{bus}/level', b)))
      .map((strip) => ({
        strip, family: strip.family ? live(strip.family) : '', color: strip.color ? live(strip.color) : '',
        show: live(below(strip, 'send/{bus}/show', b)), me: live(this.is_me(strip)),
      }));
  });
  private readonly sorted = $derived(
    families_of(this.facts, range(family_count).map((k) => family_name(k, live(at.bus(Math.max(1, this.b), 'cue/family/{family}/name', k))))),
  );

  readonly shown = $derived(this.facts.filter(({ show }) => show).map(({ strip }) => strip));
  readonly own = $derived(this.facts.filter(({ show, me }) => show && me).map(({ strip }) => strip));
  readonly families = $derived<readonly Family<Strip>[]>(this.sorted.families);
  readonly loose = $derived<readonly Strip[]>(this.sorted.loose);
  readonly at_hand = $derived(this.families.slice(0, families_at_hand));
  /** Is there anything that the first screen has no room for? */
  readonly more = $derived(this.families.length > families_at_hand || this.loose.length > 0);
}

export const mix = new Mix();
