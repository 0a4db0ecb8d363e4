// Layers of one's own: strips of any kind in an order of one's own. Plain lists, as they are kept; no page around them.

export interface OwnLayer {
  readonly id: string;
  readonly name: string;
  /** Ids of strips, in the order of the faders. */
  readonly strips: readonly string[];
}

export const longest_name = 16;
const most = 24;
const strip = /^(main|(channel|bus|matrix|dca|monitor)\/[1-9]\d*|fx\/[1-9]\d*\/return)$/;

/** What was kept, as far as it is understood. */
export function layers_of(text: string | null): OwnLayer[] {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(kept)) return [];
  const seen = new Set<string>();
  return kept.flatMap((each: unknown): OwnLayer[] => {
    if (each === null || typeof each !== 'object') return [];
    const { id, name, strips } = each as Record<string, unknown>;
    if (typeof id !== 'string' || !/^\w+$/.test(id) || seen.has(id) || typeof name !== 'string' || !Array.isArray(strips)) return [];
    seen.add(id);
    const known = strips.filter((of): of is string => typeof of === 'string' && strip.test(of));
    return [{ id, name: name.slice(0, longest_name), strips: [...new Set(known)] }];
  }).slice(0, most);
}

/** Whose layers they are: each person has their own at each desk. */
export const place_of = (desk: string, person: string): string => `layers ${desk} ${person}`;

/** One more, with a number that no other has. */
export function added(all: readonly OwnLayer[]): OwnLayer[] {
  if (all.length >= most) return [...all];
  let n = 1;
  while (all.some(({ id }) => id === String(n))) n++;
  return [...all, { id: String(n), name: n === 1 ? 'Mine' : `Mine ${n}`, strips: [] }];
}

export const changed = (all: readonly OwnLayer[], id: string, change: Partial<Omit<OwnLayer, 'id'>>): OwnLayer[] =>
  all.map((each) => (each.id === id ? { ...each, ...change, name: (change.name ?? each.name).slice(0, longest_name) } : each));

/** A list with one of its things at another place. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const out = [...all];
  const target = Math.max(0, Math.min(all.length - 1, to));
  const [thing] = out.splice(from, 1);
  if (thing !== undefined) out.splice(target, 0, thing);
  return out;
}

export const toggled = (strips: readonly string[], id: string): string[] => (strips.includes(id) ? strips.filter((each) => each !== id) : [...strips, id]);
