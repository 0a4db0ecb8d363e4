// What is patched where, as plain facts: which sockets the loops of inserts have, how often a source is in use, and
// which part of a long list a window shows. No page around it.

export interface Use {
  /** Who it is that takes the source, in words. */
  readonly by: string;
  readonly source: string;
}

/** How often each source is taken; "none" is no source. */
export function uses_of(all: readonly Use[]): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  for (const { by, source } of all) {
    if (source === 'none') continue;
    const known = uses.get(source);
    if (known) known.push(by);
    else uses.set(source, [by]);
  }
  return uses;
}

export interface Loop {
  /** The strip whose insert it is, in words. */
  readonly of: string;
  /** "loop:3:5" or anything else an insert can be. */
  readonly source: string;
  /** A stereo strip takes the next sockets too. */
  readonly stereo: boolean;
}

export interface Loops {
  readonly outputs: ReadonlyMap<number, string>;
  readonly inputs: ReadonlyMap<number, string>;
}

export function loops_of(all: readonly Loop[]): Loops {
  const outputs = new Map<number, string>();
  const inputs = new Map<number, string>();
  for (const { of, source, stereo } of all) {
    const found = /^loop:(\d+):(\d+)$/.exec(source);
    if (!found) continue;
    for (let k = 0; k < (stereo ? 2 : 1); k++) {
      outputs.set(Number(found[1]) + k, of);
      inputs.set(Number(found[2]) + k, of);
    }
  }
  return { outputs, inputs };
}

export interface Seen {
  readonly first: number;
  /** The one behind the last. */
  readonly end: number;
}

/** What of `count` things of one size a window shows, and a few beside it for the finger that is quicker than a frame. */
export function seen(scrolled: number, size: number, each: number, count: number, spare = 2): Seen {
  const first = Math.max(0, Math.floor(scrolled / each) - spare);
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((scrolled + size) / each) + spare) };
}

/** "Ch 1, Ch 2 +3": who else takes it. */
export function others_in_words(users: readonly string[], own: string): string {
  const others = users.filter((user) => user !== own);
  return others.slice(0, 2).join(', ') + (others.length > 2 ? ` +${others.length - 2}` : '');
}
