import { describe, expect, it } from 'vitest';
import { bundle, decode, limits, message, OscError, type Arg } from './osc';

const read = (bytes: Uint8Array): [string, string, Arg[]][] => {
  const words: [string, string, Arg[]][] = [];
  decode(bytes, (address, args, tags) => words.push([address, tags, args]));
  return words;
};
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

describe('a message', () => {
  it('has the bytes of the specification', () => {
    expect(hex(message('/a', 'f', -6.5))).toBe('2f610000' + '2c660000' + 'c0d00000');
    expect(hex(message('/abc', 'T'))).toBe('2f61626300000000' + '2c540000');
  });
  it('comes back as it went, each type of argument', () => {
    const sent = message('/x/y', 'ifshdTFb', -3, 0.5, 'Chloé', 2 ** 52 + 1, 1 / 3, new Uint8Array([1, 2, 3]));
    expect(sent.length % 4).toBe(0);
    expect(read(sent)).toEqual([['/x/y', 'ifshdTFb', [-3, 0.5, 'Chloé', 2 ** 52 + 1, 1 / 3, true, false, new Uint8Array([1, 2, 3])]]]);
  });
  it('may come without a type-tag string', () => {
    expect(read(new Uint8Array([0x2f, 0x61, 0, 0]))).toEqual([['/a', '', []]]);
  });
  it('reads from the middle of a larger buffer', () => {
    const whole = new Uint8Array(64);
    whole.set(message('/a', 'i', 7), 8);
    expect(read(whole.subarray(8, 20))).toEqual([['/a', 'i', [7]]]);
  });
});

describe('a bundle', () => {
  it('gives its messages in order, from bundles within bundles too', () => {
    const inner = bundle([message('/b', 'i', 2), message('/c', 'i', 3)]);
    expect(read(bundle([message('/a', 'i', 1), inner, message('/d')])).map(([address]) => address)).toEqual(['/a', '/b', '/c', '/d']);
  });
  it('may be empty', () => {
    expect(read(bundle([]))).toEqual([]);
  });
  it('is refused when nested deeper than eight', () => {
    let nested = message('/a');
    for (let k = 0; k < limits.levels; k++) nested = bundle([nested]);
    expect(read(nested)).toHaveLength(1);
    expect(() => read(bundle([nested]))).toThrow(OscError);
  });
});

describe('what is no OSC', () => {
  const sound = message('/channel/1/fader', 'fs', 1, 'x');
  it.each([
    ['nothing', new Uint8Array(0)],
    ['a byte too much', new Uint8Array([...sound, 0])],
    ['four bytes too much', new Uint8Array([...sound, 0, 0, 0, 0])],
    ['an address without an end', new Uint8Array([0x2f, 0x61, 0x61, 0x61])],
    ['an unknown type', message('/a', '')],
    ['neither / nor #', new Uint8Array([0x61, 0, 0, 0])],
    ['broken UTF-8', new Uint8Array([0x2f, 0x61, 0, 0, 0x2c, 0x73, 0, 0, 0xff, 0xfe, 0, 0])],
  ])('%s', (name, bytes) => {
    const packet = name === 'an unknown type' ? Uint8Array.from([...bytes.slice(0, 5), 0x7a, 0, 0]) : bytes;
    expect(() => read(packet)).toThrow(OscError);
  });
  it('every shorter piece of a message is refused or harmless, and never reads outside', () => {
    for (let size = 0; size < sound.length; size++) {
      try {
        read(sound.subarray(0, size));
      } catch (fault) {
        expect(fault).toBeInstanceOf(OscError);
      }
    }
  });
  it('a thousand scrambled packets only ever give an OscError', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const whole = bundle([sound, message('/b', 'hb', 5, new Uint8Array(9))]);
    for (let k = 0; k < 1000; k++) {
      const packet = whole.slice();
      for (let j = 0; j < 4; j++) packet[Math.floor(random() * packet.length)] = Math.floor(random() * 256);
      try {
        read(packet);
      } catch (fault) {
        expect(fault).toBeInstanceOf(OscError);
      }
    }
  });
});
