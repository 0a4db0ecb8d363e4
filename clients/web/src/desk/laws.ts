// Laws: how a value in the field's unit lies on a way from 0 to 1, and back. Hands move along the way, the wire
// carries the unit.

import type { Row } from '../generated/parameters';

export const off = -90;

/** The four straight segments of the fader: 0 dB at 0.75, +10 at the top, −90 and below is off. */
export function fader_position(db: number): number {
  if (db >= -10) return (db + 30) / 40;
  if (db >= -30) return (db + 50) / 80;
  if (db >= -60) return (db + 70) / 160;
  return db <= off ? 0 : (db + 90) / 480;
}

export function fader_level(position: number): number {
  if (position >= 0.5) return 40 * position - 30;
  if (position >= 0.25) return 80 * position - 50;
  if (position >= 0.0625) return 160 * position - 70;
  return position <= 0 ? off : 480 * position - 90;
}

export type Law = Pick<Row, 'law' | 'min' | 'max'>;

export function position(row: Law, value: number): number {
  const { min, max } = row;
  if (max <= min) return 0;
  let at: number;
  switch (row.law) {
    // A level with another top than +10 is measured against the law at its own top.
    case 'fader': at = fader_position(value) / fader_position(max); break;
    case 'logarithmic': at = Math.log(value / min) / Math.log(max / min); break;
    default: at = (value - min) / (max - min);
  }
  return Math.min(1, Math.max(0, at));
}

export function value_at(row: Law, at: number): number {
  const { min, max } = row;
  const p = Math.min(1, Math.max(0, at));
  switch (row.law) {
    case 'fader': return Math.max(min, fader_level(p * fader_position(max)));
    case 'logarithmic': return min * (max / min) ** p;
    case 'steps': return Math.round(min + p * (max - min));
    default: return min + p * (max - min);
  }
}

/** What a hand sets is rounded to what the eye reads, so that two pages and the label always show the same figure. */
export function round_to_hand(row: Pick<Row, 'law' | 'min' | 'max' | 'unit'>, value: number, fine: boolean): number {
  let step: number;
  if (row.law === 'logarithmic') {
    // Three significant figures on a logarithmic way, four in fine mode.
    step = 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - (fine ? 3 : 2));
  } else if (row.law === 'steps') step = 1;
  else if (row.unit === 'dB') step = fine ? 0.01 : 0.1;
  else step = (row.max - row.min) / (fine ? 2000 : 200);
  // The quotient is rounded, not the value: 0.1 is no binary number and −6.3 must stay −6.3.
  const rounded = step < 1 ? Math.round(value / step) / Math.round(1 / step) : Math.round(value / step) * step;
  return Math.min(row.max, Math.max(row.min, rounded));
}
