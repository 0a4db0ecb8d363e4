// Where each meter of the bridge stands: groups in the order of the signal flow over rows that fill the page, each meter as wide as
// can be. A desk too large for one page gets the smallest meters that can still be read, and scrolls.

export interface Place {
  readonly group: number;
  /** From 0 in its group. */
  readonly k: number;
  readonly x: number;
  readonly row: number;
}

export interface Heading {
  readonly group: number;
  readonly x: number;
  readonly row: number;
  /** Of the part of the group in this row. */
  readonly width: number;
}

export interface Layout {
  readonly cell: number;
  readonly row: number;
  readonly rows: number;
  readonly places: readonly Place[];
  readonly headings: readonly Heading[];
}

export const sizes = { gap: 14, margin: 30, widest: 76, readable: 30, least: 24, low: 132, high: 320 };

/** Places all groups, `counts` meters in each, with meters of a width; rows as many as it takes. */
function flow(counts: readonly number[], width: number, cell: number): { places: Place[]; headings: Heading[]; rows: number } {
  const places: Place[] = [];
  const headings: Heading[] = [];
  let x = 0;
  let row = 0;
  const room = Math.max(cell, width - sizes.margin);
  counts.forEach((count, group) => {
    if (count === 0) return;
    // No group begins with a meter or two at the end of a row.
    if (x > 0 && x + cell * Math.min(count, 3) > room) {
      x = 0;
      row++;
    }
    let began = x;
    for (let k = 0; k < count; k++) {
      if (x > 0 && x + cell > room + 0.01) {
        headings.push({ group, x: began + sizes.margin, row, width: x - began });
        x = began = 0;
        row++;
      }
      places.push({ group, k, x: x + sizes.margin, row });
      x += cell;
    }
    headings.push({ group, x: began + sizes.margin, row, width: x - began });
    x += sizes.gap;
  });
  return { places, headings, rows: places.length ? row + 1 : 0 };
}

export function lay_out(counts: readonly number[], width: number, height: number): Layout {
  const made = (cell: number, rows?: number): Layout => {
    const flowed = flow(counts, width, cell);
    const each = Math.floor(height / Math.max(1, rows ?? flowed.rows));
    return { cell, row: Math.max(sizes.low, Math.min(sizes.high, each)), ...flowed };
  };
  // The widest meters whose rows are still as high as they are to be read.
  const most = Math.max(1, Math.floor(height / sizes.low));
  for (let cell = sizes.widest; cell >= sizes.least; cell--) {
    const layout = made(cell);
    if (layout.rows <= most && (cell <= sizes.readable || layout.rows * 168 <= height)) return layout;
  }
  return made(sizes.readable);
}
