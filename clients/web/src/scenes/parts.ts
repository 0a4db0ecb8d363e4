// The parts of the desk that a scene brings or leaves, in the order of the table.

import { table } from '../generated/parameters';

type Paths = keyof (typeof table)['scene'];
export type Part = Paths extends infer P ? (P extends `scope/${infer Word}` ? Word : never) : never;

export const parts = Object.keys(table.scene)
  .filter((path) => path.startsWith('scope/'))
  .map((path) => path.slice('scope/'.length)) as Part[];

const words: Partial<Record<Part, string>> = { hpf: 'low cut', eq: 'EQ', comp: 'comp' };
export const part_word = (part: Part): string => words[part] ?? part;
