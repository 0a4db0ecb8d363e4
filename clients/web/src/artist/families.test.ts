import { describe, expect, it } from 'vitest';
import { families_of, family_name, family_word, type Fact } from './families';

const fact = (strip: string, family: string, extra: Partial<Fact<string>> = {}): Fact<string> => ({ strip, family, color: '#808080', show: true, me: false, ...extra });
const names = ['drums', 'band', 'keys', 'vocals', 'click', 'fx', 'talk', 'other', 'strings', '', '', ''];

describe('families of a mix', () => {
  it('are those that have something to show, in the order of the desk', () => {
    const { families } = families_of([fact('Ana', 'vocals'), fact('Kick', 'drums'), fact('Viola', 'strings'), fact('Snare', 'drums')], names);
    expect(families.map(({ k, word, strips }) => [k, word, strips])).toEqual([[1, 'Drums', ['Kick', 'Snare']], [4, 'Vocals', ['Ana']], [9, 'strings', ['Viola']]]);
  });
  it('never have what is not to be seen, and are gone with it', () => {
    const { families, loose } = families_of([fact('Kick', 'drums', { show: false }), fact('Ana', 'vocals'), fact('Spare', '', { show: false })], names);
    expect(families.map(({ word }) => word)).toEqual(['Vocals']);
    expect(loose).toEqual([]);
  });
  it('leave strips alone that belong to none, or to one that the desk does not know', () => {
    const { families, loose } = families_of([fact('Gtr', ''), fact('Sax', 'brass'), fact('Ana', 'vocals')], names);
    expect(families.length).toBe(1);
    expect(loose).toEqual(['Gtr', 'Sax']);
  });
  it('beyond the four words of the studio’s own count as other', () => {
    const full = [...names.slice(0, 8), 'strings', 'brass', 'choir', 'organ'];
    const { families, loose } = families_of([fact('Harp', 'harps'), fact('Gtr', '')], full);
    expect(families.map(({ word, strips }) => [word, strips])).toEqual([['Other', ['Harp']]]);
    expect(loose).toEqual(['Gtr']);
  });
  it('have the colour of their first painted strip, else one of their own', () => {
    const { families } = families_of([fact('Kick', 'drums'), fact('Snare', 'drums', { color: '#123456' }), fact('Ana', 'vocals')], names);
    expect(families[0]!.color).toBe('#123456');
    expect(families[1]!.color).toMatch(/^#[0-9a-f]{6}$/);
    expect(families[1]!.color).not.toBe('#808080');
  });
});

it('the first eight families have their names before the desk has said them', () => {
  expect(family_name(4, '')).toBe('vocals');
  expect(family_name(9, '')).toBe('');
  expect(family_name(9, 'strings')).toBe('strings');
  expect([family_word('fx'), family_word('click'), family_word('strings')]).toEqual(['FX', 'Click', 'strings']);
});
