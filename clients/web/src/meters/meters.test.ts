import { describe, expect, it } from 'vitest';
import { message } from '../wire/osc';
import { Ballistics, height_of, motion } from './ballistics';
import { Feed, silence } from './feed';

function frame(bank: string, record: number, first: number, hundredths: number[]): Uint8Array {
  const bytes = new Uint8Array(4 + hundredths.length * 2);
  const view = new DataView(bytes.buffer);
  view.setInt16(0, record, true);
  view.setInt16(2, first, true);
  hundredths.forEach((value, k) => view.setInt16(4 + k * 2, value, true));
  return message(`/meters/${bank}`, 'b', bytes);
}

describe('meter frames', () => {
  const clips: [string, number][] = [];
  const feed = new Feed((strip, count) => clips.push([strip, count]));

  it('fill the bank from their first strip on', () => {
    expect(feed.take(frame('channels', 5, 3, [-600, 0, 0, 0, -1234, -32768, 0, 0, 0, -32768]))).toBe(true);
    const { values, record, strips } = feed.banks.channels;
    expect([record, strips]).toEqual([5, 4]);
    expect(values[2 * 5]).toBe(-6);
    expect(values[2 * 5 + 4]).toBeCloseTo(-12.34, 4);
    expect(values[3 * 5]).toBe(silence);
    expect(values[0]).toBe(silence);
  });
  it('keep what other ranges have brought', () => {
    feed.take(frame('channels', 5, 6, [-100, 0, 0, 0, -100]));
    expect(feed.banks.channels.values[2 * 5]).toBe(-6);
    expect(feed.banks.channels.strips).toBe(6);
  });
  it('leave other packets to the codec', () => {
    expect(feed.take(message('/channel/1/fader', 'f', 1))).toBe(false);
    expect(feed.take(message('/meters/unknown/thing', 'f', 1))).toBe(false);
  });
  it('of one strip alone go by its address', () => {
    const blob = frame('x', 3, 7, [-1000, -32768, -4250]).slice(20);
    for (const kind of ['spectrum', 'loudness', 'strip']) {
      expect(feed.take(message(`/meters/${kind}`, 'sb', '/channel/7', blob))).toBe(true);
      expect([...feed.of(`${kind}:/channel/7`).values]).toEqual([-10, silence, -42.5]);
    }
    expect(feed.of('spectrum:/main').record).toBe(0);
    expect(feed.take(message('/meters/speculation', 'sb', '/main', blob))).toBe(false);
  });
  it('latch and count clips until the lamp is touched', () => {
    clips.length = 0;
    const loud = frame('channels', 5, 2, [10, 0, 0, 0, -600]);
    const calm = frame('channels', 5, 2, [-600, 0, 0, 0, -600]);
    for (const packet of [loud, loud, calm, loud]) feed.take(packet);
    expect(clips).toEqual([['channel/2', 1], ['channel/2', 2]]);
    feed.unlatch('channel/2');
    expect(clips.at(-1)).toEqual(['channel/2', 0]);
    feed.take(frame('main', 6, 1, [-3, 0, 0, 0, 0, -100]));
    expect(clips.at(-1)).toEqual(['main', 1]);
    feed.unlatch();
    expect(clips.at(-1)).toEqual(['main', 0]);
  });
});

describe('the law of the meter', () => {
  it('is the fader’s, ten lower', () => {
    expect(height_of(0)).toBeCloseTo(1, 2);
    expect(height_of(-10)).toBeCloseTo(0.75, 2);
    expect(height_of(-20)).toBeCloseTo(0.5, 2);
    expect(height_of(-70)).toBeCloseTo(0.0625, 2);
    expect([height_of(12), height_of(silence)]).toEqual([1, 0]);
  });
});

describe('ballistics', () => {
  it('jump up, fall at 26 dB a second, hold the peak and then let it fall at 20', () => {
    const meter = new Ballistics(1);
    meter.step(0, -6, 0, 0.016);
    expect([meter.level[0], meter.peak[0]]).toEqual([-6, -6]);
    meter.step(0, silence, 1000, 1);
    expect(meter.level[0]).toBeCloseTo(-6 - motion.fall, 4);
    expect(meter.peak[0]).toBe(-6);
    meter.step(0, silence, 2000, 0.5);
    expect(meter.peak[0]).toBeCloseTo(-6 - motion.peak_fall / 2, 4);
  });
  it('let reduction down at once and back at 40 dB a second', () => {
    const meter = new Ballistics(1);
    meter.step_reduction(0, -12, 0.016);
    expect(meter.level[0]).toBe(-12);
    meter.step_reduction(0, 0, 0.1);
    expect(meter.level[0]).toBeCloseTo(-8, 4);
    meter.step_reduction(0, 0, 1);
    expect(meter.level[0]).toBe(0);
  });
});
