import { describe, expect, it } from 'vitest';
import { news, type Names } from './news';

const names: Names = {
  strip: (id) => ({ 'channel/1': 'Chloé', 'fx/1/return': 'Plate' })[id],
  family: (k) => (k === 4 ? 'Vocals' : undefined),
  tone: (band) => (band === 2 ? 'Bass' : undefined),
};
const of = (address: string, value: number | boolean | string): string | undefined => news(3, address, value, names);

describe('what is said of a change', () => {
  it('names the strip and where it stands now', () => {
    expect(of('/channel/1/send/3/level', -3)).toBe('Chloé \u22123.0');
    expect(of('/channel/1/send/3/level', -90)).toBe('Chloé \u2212\u221e');
    expect(of('/fx/1/return/send/3/pan', 0.25)).toBe('Plate R 25');
    expect(of('/channel/1/send/3/on', false)).toBe('Chloé off');
  });
  it('names families, me and everything', () => {
    expect(of('/bus/3/cue/family/4/level', 1.5)).toBe('Vocals +1.5');
    expect(of('/bus/3/cue/family/4/mute', true)).toBe('Vocals muted');
    expect(of('/bus/3/fader', -12)).toBe('Everything \u221212.0');
    expect(of('/bus/3/cue/me/level', 2)).toBe('Me +2.0');
  });
  it('names bass, middle and treble, and says of the rest of the EQ that it changed', () => {
    expect(of('/bus/3/eq/band/2/gain', 3)).toBe('Bass +3.0');
    expect(of('/bus/3/eq/band/1/gain', 3)).toBe('Your sound is changed');
    expect(of('/bus/3/eq/band/2/frequency', 300)).toBe('Your sound is changed');
    expect(of('/bus/3/eq/on', false)).toBe('Your EQ off');
    expect(of('/bus/4/eq/on', false)).toBeUndefined();
  });
  it('is nothing of other mixes, of what the performer does not see, or of what is not heard', () => {
    expect(of('/channel/1/send/4/level', -3)).toBeUndefined();
    expect(of('/bus/4/fader', -3)).toBeUndefined();
    expect(of('/channel/2/send/3/level', -3)).toBeUndefined();
    expect(of('/bus/3/cue/family/5/level', -3)).toBeUndefined();
    expect(of('/channel/1/fader', -3)).toBeUndefined();
    expect(of('/channel/1/send/3/show', false)).toBeUndefined();
    expect(of('/bus/3/cue/call', true)).toBeUndefined();
  });
});
