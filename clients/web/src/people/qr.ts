// A code as the desk gives it, rows of 0 and 1 one below the other, as one path of an SVG. Around it stays the quiet
// zone that readers need.

export const quiet = 4;

export interface Code {
  /** Modules on a side, the quiet zone with them. */
  readonly size: number;
  readonly path: string;
}

/** Nothing where the text is no square of noughts and ones. */
export function code_of(text: string): Code | undefined {
  const rows = text.split(/\s+/).filter((row) => row !== '');
  const side = rows.length;
  if (side < 21 || rows.some((row) => row.length !== side || /[^01]/.test(row))) return undefined;
  let path = '';
  rows.forEach((row, y) => {
    for (const run of row.matchAll(/1+/g)) path += `M${run.index + quiet} ${y + quiet}h${run[0].length}v1h-${run[0].length}z`;
  });
  return { size: side + 2 * quiet, path };
}

export interface Invitation {
  readonly url: string;
  readonly code: Code | undefined;
}

/** What /user/N/invite answers: an address and its code, for each address of the desk in turn. */
export function invitations_of(results: readonly unknown[]): Invitation[] {
  const all: Invitation[] = [];
  for (let k = 0; k + 1 < results.length; k += 2) all.push({ url: String(results[k]), code: code_of(String(results[k + 1])) });
  return all;
}

/** The part of an address that a person compares with what the phone shows: never the token. */
export function host_of(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url.split('?')[0]!;
  }
}
