// Values as they are read: a true minus, −∞ for off, units of the field. Figures keep their width.

import { off } from './laws';
import type { Row } from '../generated/parameters';

const minus = '\u2212';
export const minus_infinity = '\u2212\u221e';

export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  // "−0.0" would be a lie about a value that reads as nought.
  return value < 0 && Number(text) !== 0 ? minus + text : text;
}

export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? '+' + text : text;
}

export function level(db: number, fine = false): string {
  return db <= off ? minus_infinity : signed(db, fine ? 2 : 1);
}

export function hertz(f: number): string {
  if (f >= 9995) return `${fixed(f / 1000, 1)} kHz`;
  if (f >= 999.5) return `${fixed(f / 1000, 2)} kHz`;
  return `${fixed(f, f < 99.5 && f % 1 !== 0 ? 1 : 0)} Hz`;
}

export function pan(value: number): string {
  const hundredths = Math.round(value * 100);
  if (hundredths === 0) return 'C';
  return hundredths < 0 ? `L ${-hundredths}` : `R ${hundredths}`;
}

/** A value of the table in words, as a label or a screen reader says it. */
export function in_words(row: Pick<Row, 'unit' | 'law' | 'min' | 'max'>, value: number, fine = false): string {
  if (row.law === 'fader') return value <= off ? minus_infinity : `${level(value, fine)} dB`;
  switch (row.unit) {
    // A sign is for what can go both ways.
    case 'dB': return `${(row.min < 0 ? signed : fixed)(value, fine ? 2 : 1)} dB`;
    case 'Hz': return hertz(value);
    case 'ms': return `${fixed(value, value === 0 || value >= 10 ? 0 : value < 1 ? 2 : 1)} ms`;
    default: return row.law === 'logarithmic' ? fixed(value, 2) : fixed(value, row.max - row.min > 20 ? 0 : 2);
  }
}

/** What a person types into the number pad: 1.2k, -3, −∞; undefined if it is no number. */
export function typed(text: string): number | undefined {
  const plain = text.trim().replace(/\u2212/g, '-').replace(',', '.');
  if (/^-(∞|inf)/i.test(plain)) return off;
  const match = /^([+-]?\d*\.?\d+)\s*(k?)/i.exec(plain);
  if (!match) return undefined;
  return Number(match[1]) * (match[2] ? 1000 : 1);
}

const causes: Record<string, string> = { own: 'Mute', input: 'Input', sip: 'SIP', mutegroup: 'Group', dca: 'DCA' };

/** `muted_by` in words: "dca:1" is "DCA 1", of several the first and how many more. Own mute is not a cause here. */
export function cause(muted_by: string): string {
  const words = muted_by.split(/[\s,]+/).filter((word) => word && word !== 'own');
  const first = words[0];
  if (!first) return '';
  const [kind = '', number] = first.split(':');
  const name = `${causes[kind] ?? kind}${number ? ' ' + number : ''}`;
  return words.length > 1 ? `${name} +${words.length - 1}` : name;
}

const kinds: Record<string, string> = {
  channel: 'Channel', bus: 'Bus', matrix: 'Matrix', main: 'Main', talkback: 'Talkback', oscillator: 'Oscillator', dca: 'DCA', mutegroup: 'Mute group', monitor: 'Monitor', output: 'Output',
  group: 'Group', fx: 'Effect', aux: 'Aux', cue: 'Cue',
};
export const kind_word = (kind: string): string => kinds[kind] ?? kind;

const taps: Record<string, string> = {
  bus: 'As bus', input: 'Input', pre_eq: 'Pre EQ', post_eq: 'Post EQ', pre_fader: 'Pre fader', post_fader: 'Post fader',
};
export const tap_word = (tap: string): string => taps[tap] ?? tap;

const shapes: Record<string, string> = {
  bell: 'Bell', low_shelf: 'Low shelf', high_shelf: 'High shelf', low_cut: 'Low cut', high_cut: 'High cut', notch: 'Notch',
  lr12: 'LR 12', lr24: 'LR 24', bu12: 'BW 12', bu24: 'BW 24',
};
export const shape_word = (shape: string): string => shapes[shape] ?? shape;

/** Routes and choices: "input:3" is "Input 3", "main:l" is "Main L", "bus:2:l" is "Bus 2 L". */
export function route_word(route: string): string {
  if (route === 'none') return 'None';
  return route
    .split(':')
    .map((part) => (/^[lr]$/.test(part) ? part.toUpperCase() : kinds[part] ?? part.charAt(0).toUpperCase() + part.slice(1)))
    .join(' ');
}

/** A compressor's ratio, which at its end is a limiter. */
export const ratio_word = (ratio: number): string => (ratio >= 100 ? 'Limit' : `${fixed(ratio, ratio < 10 ? 1 : 0)} : 1`);

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A choice as it is written on a key: "pre_dynamics" is "Pre dynamics". */
export const choice_word = (choice: string): string => {
  const words = choice.replace(/_/g, ' ');
  return words === 'rms' ? 'RMS' : words.charAt(0).toUpperCase() + words.slice(1).replace(/\beq\b/, 'EQ');
};

/** How far sound goes in so many milliseconds, at 20 °C. */
export const metres = (ms: number): string => `${fixed(ms * 0.343, ms < 30 ? 2 : 1)} m`;
