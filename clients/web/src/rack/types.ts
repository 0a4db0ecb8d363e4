// The types of effects in words: which of their settings stand together, and how each is said. The table knows their
// ranges; what belongs together on a card is for the eye, so it stands here.

import { at, type Param, type Table } from '../desk/addresses';
import { fixed, hertz } from '../desk/words';

export type FxPath = keyof Table['fx'] & string;
export type Picture = 'decay' | 'echoes' | 'sweep' | 'split' | 'bend' | 'graphic';

export interface Setting {
  readonly path: FxPath;
  readonly word: string;
  readonly say?: (value: number) => string;
}

export interface Group {
  readonly word: string;
  readonly settings: readonly Setting[];
}

export interface FxType {
  readonly word: string;
  /** What it is for, on the key that chooses it. */
  readonly says: string;
  readonly picture?: Picture;
  readonly groups: readonly Group[];
  /** Has a reduction of its own in its meters. */
  readonly reduces?: true;
}

const percent = (share: number): string => `${fixed(share * 100, 0)} %`;
const metres = (length: number): string => `${fixed(length, length < 10 ? 1 : 0)} m`;
const seconds = (time: number): string => `${fixed(time, time < 10 ? 2 : 1)} s`;
const times = (ratio: number): string => `${fixed(ratio, 2)} ×`;
const cents = (detune: number): string => `${fixed(detune, 0)} cents`;
const octaves = (width: number): string => `${fixed(width, 2)} oct`;
const rate = (f: number): string => `${fixed(f, f < 1 ? 2 : 1)} Hz`;
const to_one = (ratio: number): string => `${fixed(ratio, ratio < 10 ? 1 : 0)} : 1`;
const by = (db: number): string => `${fixed(db, 1)} dB`;
const low_cut = (f: number): string => (f <= 20 ? 'off' : hertz(f));
const high_cut = (f: number): string => (f >= 20_000 ? 'off' : hertz(f));

const mix = (type: string): Setting => ({ path: `${type}/mix` as FxPath, word: 'Mix', say: percent });
const swing = (type: string): Setting[] => [
  { path: `${type}/rate` as FxPath, word: 'Rate', say: rate }, { path: `${type}/spread` as FxPath, word: 'Spread', say: percent },
];

function reverb(type: 'plate' | 'hall' | 'room'): readonly Group[] {
  const space: Setting[] = type === 'plate' ? [] : [{ path: `${type}/size`, word: 'Size', say: metres }, { path: `${type}/early`, word: 'Early' }];
  return [
    { word: 'Time', settings: [{ path: `${type}/decay`, word: 'Decay', say: seconds }, { path: `${type}/predelay`, word: 'Predelay' }, ...space] },
    { word: 'Low', settings: [{ path: `${type}/low/ratio`, word: 'Decay', say: times }, { path: `${type}/low/frequency`, word: 'Below' }] },
    { word: 'High', settings: [{ path: `${type}/high/ratio`, word: 'Decay', say: times }, { path: `${type}/high/frequency`, word: 'Above' }] },
    { word: 'Sound', settings: [{ path: `${type}/low_cut`, word: 'Low cut', say: low_cut }, { path: `${type}/high_cut`, word: 'High cut', say: high_cut }, mix(type)] },
  ];
}

export const types: Readonly<Record<string, FxType>> = {
  none: { word: 'Empty', says: '', groups: [] },
  plate: { word: 'Plate', says: 'Dense, bright', picture: 'decay', groups: reverb('plate') },
  hall: { word: 'Hall', says: 'Large, early echoes', picture: 'decay', groups: reverb('hall') },
  room: { word: 'Room', says: 'Small and close', picture: 'decay', groups: reverb('room') },
  delay: {
    word: 'Delay', says: 'Stereo, in time', picture: 'echoes',
    groups: [
      { word: 'Beat', settings: [{ path: 'delay/time', word: 'Time' }, { path: 'delay/left', word: 'Left' }, { path: 'delay/right', word: 'Right' }] },
      { word: 'Echoes', settings: [{ path: 'delay/feedback', word: 'Feedback', say: percent }, { path: 'delay/cross', word: 'Ping-pong', say: percent }] },
      { word: 'Sound', settings: [{ path: 'delay/low_cut', word: 'Low cut', say: low_cut }, { path: 'delay/high_cut', word: 'High cut', say: high_cut }, mix('delay')] },
    ],
  },
  chorus: {
    word: 'Chorus', says: 'Several voices', picture: 'sweep',
    groups: [
      { word: 'Movement', settings: [...swing('chorus'), { path: 'chorus/depth', word: 'Depth' }, { path: 'chorus/delay', word: 'Delay' }] },
      { word: 'Sound', settings: [mix('chorus')] },
    ],
  },
  flanger: {
    word: 'Flanger', says: 'A comb that moves', picture: 'sweep',
    groups: [
      { word: 'Movement', settings: [...swing('flanger'), { path: 'flanger/depth', word: 'Depth' }, { path: 'flanger/delay', word: 'Delay' }] },
      { word: 'Sound', settings: [{ path: 'flanger/feedback', word: 'Feedback', say: percent }, mix('flanger')] },
    ],
  },
  phaser: {
    word: 'Phaser', says: 'Notches that move', picture: 'sweep',
    groups: [
      { word: 'Movement', settings: [...swing('phaser'), { path: 'phaser/depth', word: 'Depth', say: octaves }, { path: 'phaser/frequency', word: 'Around' }] },
      { word: 'Sound', settings: [{ path: 'phaser/stages', word: 'Stages' }, { path: 'phaser/feedback', word: 'Feedback', say: percent }, mix('phaser')] },
    ],
  },
  doubler: {
    word: 'Doubler', says: 'A second take', picture: 'sweep',
    groups: [
      { word: 'Takes', settings: [{ path: 'doubler/delay', word: 'Delay' }, { path: 'doubler/detune', word: 'Detune', say: cents }, ...swing('doubler')] },
      { word: 'Sound', settings: [mix('doubler')] },
    ],
  },
  graphic: { word: 'Graphic EQ', says: '31 bands', picture: 'graphic', groups: [] },
  deesser: {
    word: 'De-esser', says: 'Sibilance', picture: 'split', reduces: true,
    groups: [
      { word: 'Sibilance', settings: [{ path: 'deesser/frequency', word: 'Above' }, { path: 'deesser/threshold', word: 'Threshold' }, { path: 'deesser/ratio', word: 'Ratio', say: to_one }, { path: 'deesser/range', word: 'Range', say: by }] },
      { word: 'Movement', settings: [{ path: 'deesser/attack', word: 'Attack' }, { path: 'deesser/release', word: 'Release' }, { path: 'deesser/mode', word: 'Lowers' }, { path: 'deesser/listen', word: 'Listen' }] },
    ],
  },
  saturation: {
    word: 'Saturation', says: 'Warmth, or grit', picture: 'bend',
    groups: [{ word: 'Bend', settings: [{ path: 'saturation/drive', word: 'Drive' }, { path: 'saturation/bias', word: 'Even', say: percent }, { path: 'saturation/level', word: 'Level' }, mix('saturation')] }],
  },
};

export const type_of = (word: string): FxType => types[word] ?? { word, says: '', groups: [] };
export const choosable = Object.keys(types).filter((word) => word !== 'none');

/** Whatever the row holds; who draws it looks at the row. */
export const param_of = (n: number, path: FxPath): Param => (at.fx as (n: number, path: FxPath) => Param)(n, path);

const choices: Record<string, string> = { split: 'The sibilance', wide: 'All' };
export const choice_word = (path: FxPath, value: string): string => (path === 'deesser/mode' ? choices[value] ?? value : value);

/** ISO 266, a third of an octave apart: band k is in the middle of `graphic_frequencies[k - 1]`. */
export const graphic_frequencies: readonly number[] = [
  20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600, 2000, 2500, 3150, 4000, 5000, 6300, 8000,
  10_000, 12_500, 16_000, 20_000,
];

/** "3/4" of a beat. */
export function part_of(word: string): number {
  const [over, under = '1'] = word.split('/');
  return Number(over) / Number(under);
}

/** Beats a minute. */
export const tempo = (beat: number): string => fixed(60_000 / beat, 1);
