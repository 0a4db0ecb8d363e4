import { describe, expect, it } from 'vitest';
import { loops_of, others_in_words, seen, uses_of } from './routes';

describe('sources in use', () => {
  it('are counted by who takes them; none is no source', () => {
    const uses = uses_of([{ by: 'Kick', source: 'input:1' }, { by: 'Kick 2', source: 'input:1' }, { by: 'Snare', source: 'input:2' }, { by: 'Spare', source: 'none' }]);
    expect(uses.get('input:1')).toEqual(['Kick', 'Kick 2']);
    expect(uses.get('input:2')).toEqual(['Snare']);
    expect(uses.has('none')).toBe(false);
  });
  it('are said of the others, not of oneself', () => {
    expect(others_in_words(['Kick'], 'Kick')).toBe('');
    expect(others_in_words(['Kick', 'Snare'], 'Kick')).toBe('Snare');
    expect(others_in_words(['Kick', 'a', 'b', 'c', 'd'], 'Kick')).toBe('a, b +2');
  });
});

describe('loops of inserts', () => {
  it('take one output and one input of a channel, two of what is stereo', () => {
    const { outputs, inputs } = loops_of([{ of: 'Kick', source: 'loop:3:5', stereo: false }, { of: 'Main', source: 'loop:7:9', stereo: true }, { of: 'Bass', source: 'fx:1', stereo: false }]);
    expect([...outputs]).toEqual([[3, 'Kick'], [7, 'Main'], [8, 'Main']]);
    expect([...inputs]).toEqual([[5, 'Kick'], [9, 'Main'], [10, 'Main']]);
  });
});

describe('a window on a long list', () => {
  it('draws what is seen and a little more, and nothing beyond the ends', () => {
    expect(seen(0, 440, 44, 1024)).toEqual({ first: 0, end: 12 });
    expect(seen(4400, 440, 44, 1024)).toEqual({ first: 98, end: 112 });
    expect(seen(44 * 1020, 440, 44, 1024)).toEqual({ first: 1018, end: 1024 });
    expect(seen(0, 440, 44, 3)).toEqual({ first: 0, end: 3 });
    expect(seen(9000, 440, 44, 3)).toEqual({ first: 3, end: 3 });
  });
});
