import { describe, expect, it } from 'vitest';
import { lay_out, sizes } from './layout';

describe('the meter bridge', () => {
  it('fits the usual desk on one page of a tablet, every meter wide enough to be read', () => {
    const counts = [32, 32, 8, 1, 2, 2, 16];
    for (const [width, height] of [[1180, 688], [1024, 636]] as const) {
      const layout = lay_out(counts, width, height);
      expect(layout.rows * layout.row).toBeLessThanOrEqual(height);
      expect(layout.cell).toBeGreaterThanOrEqual(sizes.readable);
      expect(layout.places).toHaveLength(93);
    }
  });
  it('never lets two meters stand at one place, nor one beyond the edge', () => {
    for (const counts of [[1], [32, 32, 8], [1024, 1024, 64, 1, 8, 16, 1024], [0, 3, 0]]) {
      const { places, cell } = lay_out(counts, 1024, 636);
      expect(places).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
      expect(new Set(places.map(({ x, row }) => `${row}:${Math.round(x)}`)).size).toBe(places.length);
      for (const { x } of places) expect(x + cell).toBeLessThanOrEqual(1024 + 0.01);
    }
  });
  it('scrolls a desk that is too large rather than make it unreadable', () => {
    const layout = lay_out([1024, 1024], 1180, 688);
    expect(layout.cell).toBe(sizes.readable);
    expect(layout.row).toBeGreaterThanOrEqual(sizes.low);
    expect(layout.rows * layout.row).toBeGreaterThan(688);
  });
  it('has a heading over each part of a group, as wide as the part', () => {
    const { headings, places, cell } = lay_out([40, 4], 1180, 300);
    for (const { group, row, x, width } of headings) {
      const part = places.filter((place) => place.group === group && place.row === row);
      expect(Math.min(...part.map((place) => place.x))).toBe(x);
      expect(width).toBeCloseTo(part.length * cell);
    }
  });
});
