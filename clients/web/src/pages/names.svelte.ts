// How strips are called and painted.

import { live } from '../desk/live.svelte';
import type { Strip } from '../desk/strips';

export const name_of = (strip: Strip): string => (strip.name ? live(strip.name) : '') || strip.fallback;

export const plain = '#8a96a3';
export const color_of = (strip: Strip): string => {
  const color = strip.color ? live(strip.color) : plain;
  return /^#[0-9a-f]{6}$/i.test(color) ? color : plain;
};
