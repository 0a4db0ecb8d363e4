// How this device shows the desk: what a person sets once for the glass in hand. Kept here, never sent.

import { motion } from '../meters/ballistics';

export const strip_widths = { narrow: { least: 76, usual: 78, most: 88 }, usual: { least: 84, usual: 88, most: 104 }, wide: { least: 108, usual: 114, most: 132 } } as const;
export const peak_holds = { none: 0, short: 1500, long: 6000 } as const;
/** What a move is worth with Fine: as shares of the finger's way. */
export const fine_shares = { tenth: 0.1, quarter: 0.25 } as const;
export const lock_times = [0, 1, 5, 15] as const;

export interface Settings {
  strips: keyof typeof strip_widths;
  peaks: keyof typeof peak_holds;
  fine: keyof typeof fine_shares;
  left_handed: boolean;
  confirm_recalls: boolean;
  awake: boolean;
  /** Minutes without a touch until the page locks by itself; 0 is never. */
  lock_after: number;
  /** A check of the PIN, not the PIN. */
  pin: string;
}

export const defaults: Settings = { strips: 'usual', peaks: 'short', fine: 'tenth', left_handed: false, confirm_recalls: false, awake: true, lock_after: 0, pin: '' };

/** What was kept, as far as it is understood: other versions of the page may have written it. */
export function settings_of(text: string | null): Settings {
  const made: Settings = { ...defaults };
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    return made;
  }
  if (kept === null || typeof kept !== 'object') return made;
  const of = kept as Record<string, unknown>;
  if (typeof of['strips'] === 'string' && of['strips'] in strip_widths) made.strips = of['strips'] as Settings['strips'];
  if (typeof of['peaks'] === 'string' && of['peaks'] in peak_holds) made.peaks = of['peaks'] as Settings['peaks'];
  if (typeof of['fine'] === 'string' && of['fine'] in fine_shares) made.fine = of['fine'] as Settings['fine'];
  for (const flag of ['left_handed', 'confirm_recalls', 'awake'] as const) if (typeof of[flag] === 'boolean') made[flag] = of[flag];
  if ((lock_times as readonly unknown[]).includes(of['lock_after'])) made.lock_after = of['lock_after'] as number;
  if (typeof of['pin'] === 'string') made.pin = of['pin'];
  return made;
}

const place = 'device';
const storage = typeof localStorage === 'undefined' ? undefined : localStorage;

class Device {
  settings = $state<Settings>(settings_of(storage?.getItem(place) ?? null));

  constructor() {
    this.obey();
  }

  set(change: Partial<Settings>): void {
    Object.assign(this.settings, change);
    this.obey();
    try {
      storage?.setItem(place, JSON.stringify(this.settings));
    } catch {
      // A private window keeps nothing: it holds until the page is closed.
    }
  }

  get fine_share(): number {
    return fine_shares[this.settings.fine];
  }

  private obey(): void {
    motion.peak_hold = peak_holds[this.settings.peaks];
  }
}

export const device = new Device();
