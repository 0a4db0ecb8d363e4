// A strip's own colour is only a hue; lightness and chroma are the page's (tokens.css says the same in CSS). Canvases
// and the mode's ground need it as numbers.

interface Oklch { l: number; c: number; h: number }

export function oklch(hex: string): Oklch {
  const n = /^#[0-9a-f]{6}$/i.test(hex) ? parseInt(hex.slice(1), 16) : 0x8a96a3;
  const lin = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const r = lin(((n >> 16) & 255) / 255), g = lin(((n >> 8) & 255) / 255), b = lin((n & 255) / 255);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360,
  };
}

const lines = new Map<string, string>();

/** --paint-line of a colour, for a canvas. */
export function paint_line(hex: string): string {
  let line = lines.get(hex);
  if (!line) {
    const { c, h } = oklch(hex);
    lines.set(hex, (line = `oklch(0.74 ${Math.min(c, 0.13).toFixed(3)} ${h.toFixed(1)})`));
  }
  return line;
}

const focus_hue = oklch('#62bdff').h;

/** The hue of a mode's ground. My own hand is always focus blue, so no mode comes nearer to it than 20 degrees. */
export function mode_hue(hex: string): number {
  const { c, h } = oklch(hex);
  // A grey bus has no hue of its own: it takes a rose that is far from every meaning on the page.
  if (c < 0.03) return 345;
  const away = ((h - focus_hue + 540) % 360) - 180;
  return Math.abs(away) >= 20 ? h : (focus_hue + (away < 0 ? -20 : 20) + 360) % 360;
}

/** Colours offered for strips: eight hues that stay apart, and a grey. */
export const palette = ['#e08a4a', '#e8c45a', '#9bd65a', '#6cc070', '#5ad7cb', '#52a8e8', '#b58cf0', '#ef7fb4', '#e2604f', '#c2a184', '#8a96a3', '#c2cad2'];

const people = ['tom', 'ida', 'ana', 'ben', 'chloe', 'dev', '7', '8'];
const given = new Map<string, string>();

/** A person's colour: eight hues in the order in which this page met them. */
export function person_color(name: string): string {
  let hue = given.get(name);
  if (!hue) given.set(name, (hue = `var(--p-${people[given.size % people.length]})`));
  return hue;
}
