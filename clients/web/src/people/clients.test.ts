// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { control_of, path_word, place_word, value_word } from '../desk/control_words.svelte';
import { connected_of } from './clients.svelte';
import { route_of, strip_at } from './follow.svelte';

describe('who is connected', () => {
  it('is every place that has a protocol, in the order of their numbers', () => {
    const facts = new Map([
      [7, { user: '', role: 'engineer', address: '127.0.0.1:5', protocol: 'udp', round_trip: 0, holds: '' }],
      [2, { user: 'Ana', role: 'artist', address: '10.0.0.9:1', protocol: 'ws', round_trip: 14.2, holds: '/bus/3/fader  /bus/3/balance' }],
      [3, { user: 'Ben', role: 'artist', address: '', protocol: '', round_trip: 0, holds: '' }],
    ]);
    expect(connected_of(facts).map(({ place, user, holds }) => [place, user, holds])).toEqual([
      [2, 'Ana', ['/bus/3/fader', '/bus/3/balance']], [7, '', []],
    ]);
  });
});

describe('a selection', () => {
  it('has the same strip on both sides of the wire', () => {
    for (const id of ['channel/3', 'bus/2', 'main', 'matrix/1', 'fx/2/return', 'dca/4']) expect(strip_at(route_of(id))).toBe(id);
  });
  it('is none where the wire has no word for it', () => {
    expect(route_of('monitor/1')).toBe('none');
    expect(strip_at('none')).toBeUndefined();
    expect(strip_at('input:3')).toBeUndefined();
  });
});

describe('an address in words', () => {
  it('says whose control it is, and which', () => {
    expect(control_of('/fx/2/return/fader')).toMatchObject({ strip: 'fx/2/return', where: '/fx/2/return', path: 'fader' });
    expect(control_of('/fx/2/plate/decay')).toMatchObject({ strip: undefined, where: '/fx/2' });
    expect(control_of('/main/fader').row?.law).toBe('fader');
    expect(control_of('/channel/12/send/3/level').row?.unit).toBe('dB');
    expect(place_word('/channel/12')).toBe('Ch 12');
    expect(place_word('/talkback/1')).toBe('Talkback 1');
    expect(path_word('send/3/level')).toBe('send Bus 3');
    expect(path_word('eq/band/2/gain')).toBe('EQ band 2 gain');
  });
  it('and says its values in the field’s units', () => {
    const say = (address: string, value: number | string | boolean): string => value_word(control_of(address), value);
    expect(say('/channel/1/fader', -90)).toBe('−∞');
    expect(say('/channel/1/fader', -6)).toBe('−6.0');
    expect(say('/channel/1/pan', -0.3)).toBe('L 30');
    expect(say('/channel/1/mute', true)).toBe('on');
    expect(say('/channel/1/hpf/frequency', 3100)).toBe('3.10 kHz');
    expect(say('/channel/1/input/source', 'input:3')).toBe('Input 3');
    expect(say('/bus/1/kind', 'cue')).toBe('Cue');
  });
});
