// Which rows an artist's mix has: plain rules over what the desk says of the strips, without a desk in them.

/** The eight families that have a name on every desk; the studio's own words follow. */
export const family_names = ['drums', 'band', 'keys', 'vocals', 'click', 'fx', 'talk', 'other'] as const;
export const family_count = 12;
/** Faders on the first screen besides "me". */
export const families_at_hand = 5;

/** Colours of families whose strips have none of their own. */
const paints = ['#e08a4a', '#6cc070', '#52a8e8', '#ef7fb4', '#e8c45a', '#b58cf0', '#c2a184', '#5ad7cb'];
const unpainted = '#808080';

export interface Fact<S> {
  readonly strip: S;
  readonly family: string;
  readonly color: string;
  /** May the performer see it? */
  readonly show: boolean;
  readonly me: boolean;
}

export interface Family<S> {
  readonly k: number;
  readonly name: string;
  readonly word: string;
  readonly color: string;
  readonly strips: readonly S[];
}

/** "click" is "Click", "fx" is "FX"; a word of the studio's own stays as it is written. */
export function family_word(name: string): string {
  if (name === 'fx') return 'FX';
  return (family_names as readonly string[]).includes(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

/** What the desk calls family k; the first eight are the same everywhere, also before it has said so. */
export const family_name = (k: number, said: string): string => said || family_names[k - 1] || '';

/** The families that have a strip to show, in the desk's order; and the strips that belong to none. */
export function families_of<S>(facts: readonly Fact<S>[], names: readonly string[]): { families: Family<S>[]; loose: S[] } {
  // The studio has four words of its own; what is beyond them counts as other.
  const full = names.slice(family_names.length).every((name) => name !== '') && names.length >= family_count;
  const counted = (family: string): string => (full && family !== '' && !names.includes(family) ? 'other' : family);
  const shown = facts.filter(({ show }) => show);
  const families: Family<S>[] = [];
  const placed = new Set<S>();
  names.forEach((name, index) => {
    const members = name === '' ? [] : shown.filter(({ family }) => counted(family) === name);
    if (members.length === 0) return;
    members.forEach(({ strip }) => placed.add(strip));
    const painted = members.find(({ color }) => color !== '' && color !== unpainted);
    families.push({ k: index + 1, name, word: family_word(name), color: painted?.color ?? paints[index % paints.length]!, strips: members.map(({ strip }) => strip) });
  });
  return { families, loose: shown.filter(({ strip }) => !placed.has(strip)).map(({ strip }) => strip) };
}
