import { describe, expect, it } from 'vitest';
import { comparison_of, count_of, in_bites, patterns_of, pieces_of } from './compare';

describe('a comparison', () => {
  const text = '{\n"/channel/1": {\n "fader": {"now": -6, "then": -3},\n "mute": {"now": false, "then": true}\n},\n"/main": {\n "name": {"now": "", "then": "LR"}\n},\n"more": 4\n}\n';
  it('is grouped by strip, with what there was no room for', () => {
    const { groups, more } = comparison_of(text);
    expect(groups.map(({ where, changes }) => [where, changes.length])).toEqual([['/channel/1', 2], ['/main', 1]]);
    expect(groups[0]!.changes[1]).toEqual({ address: '/channel/1/mute', path: 'mute', now: false, then: true });
    expect(more).toBe(4);
    expect(count_of(comparison_of(text))).toBe(7);
  });
  it('is empty where nothing differs', () => {
    expect(count_of(comparison_of('{\n}\n'))).toBe(0);
  });
});

describe('a choice', () => {
  it('names every address once, those of one parent together', () => {
    expect(patterns_of(['/channel/1/fader', '/channel/1/mute', '/channel/1/eq/band/2/gain', '/main/fader'])).toEqual([
      '/channel/1/{fader,mute}', '/channel/1/eq/band/2/gain', '/main/fader',
    ]);
  });
  it('keeps each pattern within what the wire takes', () => {
    const words = Array.from({ length: 60 }, (_, k) => `/channel/1/word_number_${k}`);
    const patterns = patterns_of(words);
    expect(patterns.length).toBeGreaterThan(1);
    for (const pattern of patterns) expect(pattern.length).toBeLessThanOrEqual(255);
    expect(patterns.flatMap((pattern) => pattern.replace(/^.*\{|\}$/g, '').split(',')).length).toBe(60);
  });
  it('goes in bites of 64', () => {
    expect(in_bites(Array.from({ length: 130 }, (_, k) => `/channel/${k + 1}/fader`)).map((bite) => bite.split(' ').length)).toEqual([64, 64, 2]);
    expect(in_bites([])).toEqual([]);
  });
});

it('a text goes in pieces that end with a line', () => {
  expect(pieces_of('ab\ncd\nef', 4)).toEqual(['ab\n', 'cd\n', 'ef']);
  expect(pieces_of('', 4)).toEqual(['']);
  expect(pieces_of('abcdefgh', 4).join('')).toBe('abcdefgh');
});
