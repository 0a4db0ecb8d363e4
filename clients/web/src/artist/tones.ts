// Bass, middle and treble: which bands of a mix's EQ a performer moves by these words. Plain rules over what the
// engineer has set; only gains are ever the performer's, so the words stay with their bands while a thumb moves.

export interface BandFact {
  readonly on: boolean;
  readonly type: string;
  readonly frequency: number;
}

export interface Tone {
  readonly word: string;
  /** What is heard there, as a singer would say it. */
  readonly hint: string;
  readonly color: string;
  /** From here, in Hz, up to the next one. */
  readonly from: number;
  readonly heart: number;
  /** A shelf with everything on this side of it. */
  readonly shelf?: string;
}

export const tones: readonly Tone[] = [
  { word: 'Bass', hint: 'boom, warmth', color: '#e08a4a', from: 0, heart: 120, shelf: 'low_shelf' },
  { word: 'Middle', hint: 'body, voice', color: '#e8c45a', from: 300, heart: 1000 },
  { word: 'Treble', hint: 'clear, bright', color: '#52a8e8', from: 4000, heart: 8000, shelf: 'high_shelf' },
];

const shelves = ['low_shelf', 'high_shelf'];
const octaves = (a: number, b: number): number => Math.abs(Math.log2(a / b));

/** What is left of a band when its gain is nought: nothing of bells and shelves, all of a cut. */
export const has_gain = ({ type }: BandFact): boolean => type === 'bell' || shelves.includes(type);

/** Which tone a band's gain belongs to; -1 for a band that is off or has no gain. */
export function tone_of(band: BandFact): number {
  if (!band.on || !has_gain(band)) return -1;
  if (shelves.includes(band.type)) return tones.findIndex(({ shelf }) => shelf === band.type);
  return tones.reduce((last, { from }, k) => (band.frequency >= from ? k : last), 0);
}

/** For each tone the index of its band: a shelf before a bell, then what is nearest to the tone's heart. -1: none. */
export function bands_of_tones(bands: readonly BandFact[]): number[] {
  return tones.map(({ heart, shelf }, tone) => {
    const far = (k: number): number => (bands[k]!.type === shelf ? -100 : 0) + octaves(bands[k]!.frequency, heart);
    return bands.reduce((best, band, k) => (tone_of(band) === tone && (best < 0 || far(k) < far(best)) ? k : best), -1);
  });
}
