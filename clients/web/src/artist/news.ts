// What an announcement says of a change that somebody else made in my mix. Plain words over plain facts.

import { level, pan, signed } from '../desk/words';
import type { Value } from '../desk/store';

export interface Names {
  /** The name of a strip that the performer may see; nothing for one that is hidden. */
  strip(id: string): string | undefined;
  family(k: number): string | undefined;
  /** Bass, middle or treble: what the performer calls this band. */
  tone(band: number): string | undefined;
}

const of_send = /^\/(channel\/\d+|bus\/\d+|fx\/\d+\/return)\/send\/(\d+)\/(\w+)$/;
const of_bus = /^\/bus\/(\d+)\/(.+)$/;
const of_band = /^eq\/band\/(\d+)\/(\w+)$/;
const of_family = /^cue\/family\/(\d+)\/(level|mute)$/;

/** "Chloé −3.0", or nothing where it is no news to the performer of mix b. */
export function news(b: number, address: string, value: Value, names: Names): string | undefined {
  const send = of_send.exec(address);
  if (send && Number(send[2]) === b) {
    const name = names.strip(send[1]!);
    if (name === undefined) return undefined;
    switch (send[3]) {
      case 'level': return `${name} ${level(Number(value))}`;
      case 'offset': return `${name} ${level(Number(value))}`;
      case 'pan': return `${name} ${pan(Number(value))}`;
      case 'on': return `${name} ${value ? 'on' : 'off'}`;
      default: return undefined;
    }
  }
  const bus = of_bus.exec(address);
  if (!bus || Number(bus[1]) !== b) return undefined;
  const family = of_family.exec(bus[2]!);
  if (family) {
    const name = names.family(Number(family[1]));
    if (name === undefined) return undefined;
    return family[2] === 'level' ? `${name} ${level(Number(value))}` : `${name} ${value ? 'muted' : 'open again'}`;
  }
  const band = of_band.exec(bus[2]!);
  if (band) {
    const word = band[2] === 'gain' ? names.tone(Number(band[1])) : undefined;
    return word ? `${word} ${signed(Number(value), 1)}` : 'Your sound is changed';
  }
  switch (bus[2]) {
    case 'eq/on': return `Your EQ ${value ? 'on' : 'off'}`;
    case 'fader': return `Everything ${level(Number(value))}`;
    case 'mute': return value ? 'Everything muted' : 'Everything open again';
    case 'balance': return `Balance ${pan(Number(value))}`;
    case 'cue/me/level': return `Me ${level(Number(value))}`;
    case 'cue/limit': return `Ear limit ${signed(Number(value), 0)}`;
    case 'cue/locked': return value ? undefined : 'Your mix is yours again';
    case 'cue/call': return value ? undefined : 'Call seen';
    case 'inherit/source': return value === 'none' ? 'Your mix follows nobody now' : 'Your mix follows';
    default: return undefined;
  }
}
