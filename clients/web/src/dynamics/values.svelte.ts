// Gate and compressor of a strip as they stand now, for whoever draws them; what they listen to, in words.

import { below, has } from '../desk/addresses';
import { live, overall } from '../desk/live.svelte';
import { bus, channel, type Strip } from '../desk/strips';
import { name_of } from '../pages/names.svelte';
import type { Option } from '../controls/popover.svelte';
import type { CompressorValues, GateValues } from './curve';

export const gate_values = (strip: Strip): GateValues => ({
  mode: live(below(strip, 'gate/mode')), threshold: live(below(strip, 'gate/threshold')), range: live(below(strip, 'gate/range')),
  ratio: live(below(strip, 'gate/ratio')), hysteresis: live(below(strip, 'gate/hysteresis')),
});

export const compressor_values = (strip: Strip): CompressorValues => ({
  threshold: live(below(strip, 'comp/threshold')), ratio: live(below(strip, 'comp/ratio')), knee: live(below(strip, 'comp/knee')),
  makeup: live(below(strip, 'comp/makeup')), mix: live(below(strip, 'comp/mix')),
});

export const has_gate = (strip: Strip): boolean => has(strip, 'gate/on');
export const has_compressor = (strip: Strip): boolean => has(strip, 'comp/on');

/** "self", "channel:3", "bus:2": by the name of the strip that is meant. */
export function key_word(key: string): string {
  const [kind, n] = key.split(':');
  if (kind === 'channel') return name_of(channel(Number(n)));
  if (kind === 'bus') return name_of(bus(Number(n)));
  return 'Itself';
}

/** All that a gate or compressor may listen to; gates hear channels only. */
export function keys_for(strip: Strip, what: 'gate' | 'comp'): Option[] {
  const of = (kind: 'channel' | 'bus', count: number): Option[] =>
    Array.from({ length: count }, (_, k) => `${kind}:${k + 1}`)
      .filter((key) => key !== strip.id.replace('/', ':'))
      .map((value) => ({ value, word: key_word(value) }));
  const buses = what === 'comp' && strip.kind !== 'channel' ? overall.counts.bus : 0;
  return [{ value: 'self', word: 'Itself' }, ...of('channel', overall.counts.channel), ...of('bus', buses)];
}

/** Which face of each card is seen: it stays from strip to strip. */
export const faces = $state<Record<'gate' | 'comp', string>>({ gate: 'Main', comp: 'Main' });
