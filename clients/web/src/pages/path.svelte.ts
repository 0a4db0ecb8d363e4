// The way of a strip's signal, in its order: what stands where is said by the desk (the compressor ahead of the EQ or
// behind it, the insert ahead of the dynamics or behind them).

import { at, below, has } from '../desk/addresses';
import { linked, live, overall } from '../desk/live.svelte';
import type { Strip } from '../desk/strips';
import { choice_word, hertz, level, pan as pan_words, route_word, signed } from '../desk/words';
import type { Deck } from './decks.svelte';

export interface Stop {
  readonly word: string;
  readonly says: string;
  /** Left away where it is tight. */
  readonly unit?: string;
  readonly on: boolean;
  readonly card: string;
  readonly deck?: Deck;
  readonly low_cut?: boolean;
}

const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

export function path_of(strip: Strip): Stop[] {
  const path: (Stop | undefined)[] = [];
  const insert = insert_of(strip);
  const comp = compressor_of(strip);
  const early_insert = insert && live(below(strip, 'insert/position')) === 'pre_dynamics';
  const early_comp = comp && live(below(strip, 'comp/position')) === 'pre_eq';
  path.push(input_of(strip), low_cut_of(strip));
  if (early_insert) path.push(insert);
  path.push(gate_of(strip));
  if (early_comp) path.push(comp);
  path.push(eq_of(strip));
  if (!early_comp) path.push(comp);
  if (!early_insert) path.push(insert);
  path.push(...ends_of(strip));
  return path.filter((stop) => stop !== undefined);
}

function input_of({ kind, n }: Strip): Stop | undefined {
  if (kind === 'channel') {
    const source = live(at.channel(n, 'input/source'));
    const muted = live(at.channel(n, 'input/mute'));
    const delayed = live(at.channel(n, 'input/delay/on'));
    const trim = live(at.channel(n, 'input/trim'));
    const says = muted ? { says: 'muted' } : delayed ? { says: signed(live(at.channel(n, 'input/delay/time')), 1), unit: 'ms' } : { says: signed(trim, 1), unit: 'dB' };
    return { word: route_word(source), ...says, on: source !== 'none' && !muted, card: 'input-card', deck: 'input' };
  }
  if (kind === 'bus') return { word: 'Bus', says: choice_word(live(at.bus(n, 'width'))), on: true, card: 'bus-card', deck: 'input' };
  return undefined;
}

function low_cut_of({ low_cut }: Strip): Stop | undefined {
  if (!low_cut) return undefined;
  const on = live(low_cut.on);
  return { word: 'Low cut', says: on ? hertz(live(low_cut.frequency)) : 'off', on, card: 'eq-card', low_cut: true };
}

function gate_of(strip: Strip): Stop | undefined {
  if (!has(strip, 'gate/on')) return undefined;
  const on = live(below(strip, 'gate/on'));
  const word = choice_word(live(below(strip, 'gate/mode')));
  return { word, ...(on ? { says: signed(live(below(strip, 'gate/threshold')), 1), unit: 'dB' } : { says: 'off' }), on, card: 'gate-card', deck: 'dynamics' };
}

function compressor_of(strip: Strip): Stop | undefined {
  if (!has(strip, 'comp/on')) return undefined;
  const on = live(below(strip, 'comp/on'));
  return { word: 'Comp', ...(on ? { says: signed(live(below(strip, 'comp/threshold')), 1), unit: 'dB' } : { says: 'off' }), on, card: 'comp-card', deck: 'dynamics' };
}

function eq_of({ eq }: Strip): Stop | undefined {
  if (!eq) return undefined;
  const on = live(eq.on);
  return { word: 'EQ', says: on ? many(eq.bands.filter((band) => live(band.on)).length, 'band') : 'off', on, card: 'eq-card' };
}

function insert_of(strip: Strip): Stop | undefined {
  if (!has(strip, 'insert/on')) return undefined;
  const source = live(below(strip, 'insert/source'));
  const on = source !== 'none' && live(below(strip, 'insert/on'));
  const what = source === 'none' ? 'none' : source.startsWith('fx:') ? `FX ${source.slice(3)}` : 'loop';
  return { word: 'Insert', says: source === 'none' || on ? what : 'passed by', on, card: 'insert-card', deck: 'input' };
}

function ends_of(strip: Strip): (Stop | undefined)[] {
  const { n, kind } = strip;
  const ends: Stop[] = [];
  const silent = live(strip.mute) || (strip.muted_by !== undefined && live(strip.muted_by) !== '');
  if (kind === 'matrix') {
    const on = live(at.matrix(n, 'delay/on'));
    ends.push({ word: 'Delay', ...(on ? { says: signed(live(at.matrix(n, 'delay/time')), 1), unit: 'ms' } : { says: 'off' }), on, card: 'delay-card', deck: 'input' });
  }
  if (kind === 'channel') {
    const group = live(at.channel(n, 'automix/group'));
    if (group > 0) ends.push({ word: 'Automix', says: group === 1 ? 'A' : 'B', on: true, card: 'automix-card', deck: 'groups' });
  }
  const db = level(live(strip.fader));
  ends.push({ word: 'Fader', ...(silent ? { says: 'muted' } : db.includes('∞') ? { says: db } : { says: db, unit: 'dB' }), on: !silent && live(strip.fader) > -90, card: 'fader' });
  const place = strip.balance ?? strip.pan;
  if (place) {
    const pair = kind === 'channel' && linked(n);
    ends.push({ word: pair ? 'Linked' : strip.balance ? 'Balance' : 'Pan', says: pan_words(live(pair ? at.channel(n, 'balance') : place)), on: true, card: kind === 'channel' ? 'link-card' : 'pan', ...(kind === 'channel' ? { deck: 'groups' as const } : {}) });
  }
  if (strip.limiter) {
    const on = live(strip.limiter.on);
    ends.push({ word: 'Limiter', ...(on ? { says: signed(live(strip.limiter.ceiling), 1), unit: 'dB' } : { says: 'off' }), on, card: 'limiter-card', deck: 'dynamics' });
  }
  if (strip.dca) {
    let members = 0;
    for (let d = 1; d <= overall.counts.dca; d++) if (live(strip.dca(d))) members++;
    for (let g = 1; g <= overall.counts.mutegroup; g++) if (live(strip.mutegroup!(g))) members++;
    ends.push({ word: 'Groups', says: members ? `in ${members}` : 'none', on: members > 0, card: 'groups-card', deck: 'groups' });
  }
  if (strip.send && (kind !== 'bus' || live(at.bus(n, 'kind')) === 'group')) {
    let open = 0;
    for (let b = 1; b <= overall.counts.bus; b++) {
      const send = strip.send(b);
      if (live(send.on) && live(send.level) > -90) open++;
    }
    ends.push({ word: 'Sends', says: open ? `${open} on` : 'none', on: open > 0, card: 'sends-card' });
  }
  return ends;
}
