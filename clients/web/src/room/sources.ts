// What a monitor can listen to and what an output can play, as keys to choose from and in the desk's own names.

import { overall } from '../desk/live.svelte';
import { bus, channel, matrix, type Strip } from '../desk/strips';
import { route_word } from '../desk/words';
import { name_of } from '../pages/names.svelte';
import type { Option } from '../controls/popover.svelte';

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);
/** On a very large desk a list of all channels would be no list. */
const few = 64;

const sides = (kind: string, n: number, name: string): Option[] => [
  { value: `${kind}:${n}:l`, word: `${name} L` }, { value: `${kind}:${n}:r`, word: `${name} R` },
];

/** "bus:3" by the name of bus 3, "matrix:2:l" by that of matrix 2; other routes in words. */
export function source_word(route: string): string {
  const [kind, number, side] = route.split(':');
  const strips: Record<string, ((n: number) => Strip) | undefined> = { bus, matrix, channel };
  const strip = strips[kind ?? '']?.(Number(number));
  return strip ? `${name_of(strip)}${side ? ` ${side.toUpperCase()}` : ''}` : route_word(route);
}

export const monitor_sources = (): Option[] => [
  { value: 'main', word: 'Main' },
  ...range(overall.counts.bus).map((b) => ({ value: `bus:${b}`, word: name_of(bus(b)) })),
  ...range(overall.counts.matrix).map((m) => ({ value: `matrix:${m}`, word: name_of(matrix(m)) })),
];

export const output_sources = (inputs: number, most = few): Option[] => [
  { value: 'none', word: 'None' }, { value: 'main:l', word: 'Main L' }, { value: 'main:r', word: 'Main R' },
  ...range(overall.counts.monitor).flatMap((m) => sides('monitor', m, `Mon ${m}`)),
  ...range(overall.counts.matrix).flatMap((m) => [...sides('matrix', m, name_of(matrix(m))), { value: `matrix:${m}`, word: `${name_of(matrix(m))} mono` }]),
  ...range(overall.counts.bus).flatMap((b) => [...sides('bus', b, name_of(bus(b))), { value: `bus:${b}`, word: `${name_of(bus(b))} mono` }]),
  ...range(overall.counts.talkback).map((t) => ({ value: `talkback:${t}`, word: `Talk ${t}` })),
  { value: 'oscillator', word: 'Oscillator' },
  ...range(Math.min(most, overall.counts.channel)).map((n) => ({ value: `channel:${n}`, word: name_of(channel(n)) })),
  ...range(Math.min(most, inputs)).map((n) => ({ value: `input:${n}`, word: `Input ${n}` })),
];

export const microphones = (inputs: number): Option[] => [
  { value: 'none', word: 'None' }, ...range(inputs).map((n) => ({ value: `input:${n}`, word: String(n) })),
];
