import { describe, expect, it } from 'vitest';
import { at } from './addresses';
import { cause, hertz, in_words, level, pan, route_word, typed, choice_word, ratio_word } from './words';

describe('values in words', () => {
  it('have a true minus, a plus above nought, and no negative nought', () => {
    expect([level(-3), level(2.5), level(0), level(-0.04), level(-90), level(-6.03, true)]).toEqual(['−3.0', '+2.5', '0.0', '0.0', '−∞', '−6.03']);
  });
  it('are hertz and kilohertz', () => {
    expect([hertz(82.3), hertz(240), hertz(3100), hertz(12_500)]).toEqual(['82.3 Hz', '240 Hz', '3.10 kHz', '12.5 kHz']);
  });
  it('are left, right and centre', () => {
    expect([pan(-1), pan(-0.08), pan(0.001), pan(0.46)]).toEqual(['L 100', 'L 8', 'C', 'R 46']);
  });
  it('carry the unit of the table', () => {
    expect(in_words(at.channel(1, 'fader').row, -90)).toBe('−∞');
    expect(in_words(at.channel(1, 'fader').row, -6)).toBe('−6.0 dB');
    expect(in_words(at.main('limiter/release').row, 50)).toBe('50 ms');
    expect([at.channel(1, 'gate/range'), at.channel(1, 'comp/makeup')].map(({ row }) => in_words(row, 6))).toEqual(['6.0 dB', '+6.0 dB']);
    expect([0.05, 0, 1.5].map((ms) => in_words(at.channel(1, 'gate/attack').row, ms))).toEqual(['0.05 ms', '0 ms', '1.5 ms']);
    expect([3, 20, 100].map(ratio_word)).toEqual(['3.0 : 1', '20 : 1', 'Limit']);
    expect(['pre_dynamics', 'post_eq', 'rms', 'ducker'].map(choice_word)).toEqual(['Pre dynamics', 'Post EQ', 'RMS', 'Ducker']);
    expect(in_words(at.main('eq/band/{band}/q', 1).row, 0.9)).toBe('0.90');
  });
});

describe('what silences a strip', () => {
  it('is named, own mute left out', () => {
    expect(cause('')).toBe('');
    expect(cause('own')).toBe('');
    expect(cause('own dca:1')).toBe('DCA 1');
    expect(cause('mutegroup:2')).toBe('Group 2');
    expect(cause('sip')).toBe('SIP');
    expect(cause('input mutegroup:2 dca:1')).toBe('Input +2');
  });
});

describe('what is typed', () => {
  it('is a number, thousands with a k, or off', () => {
    expect([typed('−6.5'), typed('-3'), typed('1.2k'), typed('1,5'), typed('-∞'), typed('loud'), typed('')]).toEqual([-6.5, -3, 1200, 1.5, -90, undefined, undefined]);
  });
});

it('routes are words', () => {
  expect([route_word('none'), route_word('input:3'), route_word('main:l'), route_word('bus:2:r'), route_word('monitor:1:l')]).toEqual(['None', 'Input 3', 'Main L', 'Bus 2 R', 'Monitor 1 L']);
});
