// What both faces of the patch show: how many inputs there are, what comes from where, who has which loop.

import { at, below } from '../desk/addresses';
import { desk, feed } from '../desk/here';
import { live, overall } from '../desk/live.svelte';
import { bus, channel, main, matrix, type Strip } from '../desk/strips';
import { name_of } from '../pages/names.svelte';
import { output_sources } from '../room/sources';
import type { Option } from '../controls/popover.svelte';
import { loops_of, uses_of } from './routes';

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);
const look = 250;

class Sockets {
  /** How many inputs the device has is known by their meters. */
  inputs = $state(feed.banks.inputs.strips);

  /** Follows the patch as long as the page is open. */
  follow(): () => void {
    const ends = [
      desk.link.want_meters('inputs', 10),
      desk.want('/output', '/channel/*/input/{source,trim,invert,mute}', '/{channel,bus,matrix}/*/insert/source', '/main/insert/source'),
    ];
    const count = (): void => void (this.inputs = feed.banks.inputs.strips);
    const timer = setInterval(count, look);
    count();
    return () => {
      clearInterval(timer);
      ends.forEach((end) => end());
    };
  }

  readonly input_uses = $derived(uses_of(range(overall.counts.channel).map((n) => ({ by: name_of(channel(n)), source: live(at.channel(n, 'input/source')) }))));
  readonly output_uses = $derived(uses_of(range(overall.counts.output).map((o) => ({ by: output_name(o), source: live(at.output(o, 'source')) }))));
  readonly loops = $derived(loops_of(inserting().map((strip) => ({ of: name_of(strip), source: live(below(strip, 'insert/source')), stereo: strip.kind !== 'channel' }))));
}

export const output_name = (o: number): string => live(at.output(o, 'name')) || `Output ${o}`;

const inserting = (): Strip[] => [...range(overall.counts.channel).map(channel), ...range(overall.counts.bus).map(bus), main(), ...range(overall.counts.matrix).map(matrix)];

/** What a channel can take, as columns and as keys. */
export const channel_sources = (inputs: number): Option[] => [
  ...range(inputs).map((n) => ({ value: `input:${n}`, word: String(n) })),
  { value: 'oscillator', word: 'Oscillator' },
  ...range(overall.counts.talkback).map((t) => ({ value: `talkback:${t}`, word: `Talk ${t}` })),
];

/** What an output can play, as columns: all of it, however many. */
export const sources_of_outputs = (inputs: number): Option[] => output_sources(inputs, Infinity).filter(({ value }) => value !== 'none');

export const sockets = new Sockets();
