// The list of kept mixes as the desk answers it.

import type { Arg } from '../wire/osc';

export interface Kept {
  readonly id: number;
  readonly name: string;
}

/** /bus/3/cue/list answers number, name, number, name … */
export function kept_of(results: readonly Arg[]): Kept[] {
  const all: Kept[] = [];
  for (let k = 0; k + 1 < results.length; k += 2) all.push({ id: Number(results[k]), name: String(results[k + 1]) });
  return all;
}
