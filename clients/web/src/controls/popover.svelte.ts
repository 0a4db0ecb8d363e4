// What opens over the page: the number pad, a choice, a strip's name and colour, copies and presets. One at a time, beside its control,
// gone with the next touch elsewhere.

import type { Component } from 'svelte';
import type { Param } from '../desk/addresses';
import type { Strip } from '../desk/strips';
import type { Spot } from '../presets/spots';

export interface Option {
  value: string;
  word: string;
}

export type Sheet =
  | { what: 'pad'; title: string; param: Param<number> }
  | { what: 'choice'; title: string; options: readonly Option[]; now: string; pick(value: string): void; meters?: boolean }
  | { what: 'plate'; title: string; strip: Strip }
  // What a page brings along itself, so that only its readers fetch it.
  | { what: 'part'; title: string; part: Component<any>; of: Record<string, unknown> }
  | { what: 'keep'; title: string; spot: Spot; face: 'Copy to' | 'Presets' };

class Popover {
  sheet = $state.raw<Sheet>();
  anchor: HTMLElement | undefined;

  open(sheet: Sheet, anchor: HTMLElement): void {
    this.anchor = anchor;
    this.sheet = sheet;
  }

  close(): void {
    this.sheet = undefined;
    this.anchor = undefined;
  }
}

export const popover = new Popover();
