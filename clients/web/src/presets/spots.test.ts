import { describe, expect, it } from 'vitest';
import { address_of, fits, settings_of, spot_of, takes } from './spots';

const channel = { id: 'channel/3', kind: 'channel' };
const bus = { id: 'bus/2', kind: 'bus' };
const matrix = { id: 'matrix/1', kind: 'matrix' };
const back = { id: 'fx/1/return', kind: 'fx' };
const main = { id: 'main', kind: 'main' };

describe('spots', () => {
  it('are called by their address', () => {
    expect(address_of(spot_of(channel, 'gate'))).toBe('/channel/3/gate');
    expect(address_of(spot_of(main, 'comp'))).toBe('/main/comp');
    expect(address_of(spot_of(channel, 'comp'), '/bus/1')).toBe('/bus/1/comp');
  });
  it('the EQ of a channel is its low cut too', () => {
    expect([address_of(spot_of(channel, 'eq')), spot_of(channel, 'eq').parts]).toEqual(['/channel/3', 'hpf eq']);
    expect([address_of(spot_of(bus, 'eq')), spot_of(bus, 'eq').parts]).toEqual(['/bus/2/eq', '']);
  });
  it('are offered where they fit', () => {
    expect([takes(bus, spot_of(channel, 'comp')), takes(matrix, spot_of(channel, 'comp')), takes(bus, spot_of(channel, 'gate')), takes({ id: 'dca/1', kind: 'dca' }, spot_of(channel, 'strip'))]).toEqual([true, true, false, false]);
    expect([takes(bus, spot_of(channel, 'eq')), takes(back, spot_of(channel, 'eq')), takes(channel, spot_of(bus, 'limiter')), takes(back, spot_of(channel, 'comp'))]).toEqual([true, true, false, false]);
  });
  it('find the presets that hold something for them', () => {
    expect([fits('hpf gate comp eq', spot_of(channel, 'gate')), fits('comp eq', spot_of(channel, 'gate')), fits('eq', spot_of(bus, 'eq')), fits('names', spot_of(bus, 'strip'))]).toEqual([true, false, true, false]);
  });
});

describe('a reset', () => {
  it('names every setting of a processor, and no listening', () => {
    const gate = settings_of(spot_of(channel, 'gate'));
    expect(gate).toContain('/channel/3/gate/threshold');
    expect(gate).toContain('/channel/3/gate/filter/q');
    expect(gate.some((address) => address.includes('listen'))).toBe(false);
    expect(gate.length).toBe(14);
  });
  it('takes all bands at once, and the low cut with them', () => {
    const eq = settings_of(spot_of(channel, 'eq'));
    expect(eq).toContain('/channel/3/eq/band/*/gain');
    expect(eq).toContain('/channel/3/hpf/slope');
    expect(eq.length).toBe(9);
  });
  it('of an effect leaves its return alone, and the other way round', () => {
    const effect = settings_of({ word: 'Effect', strip: '/fx/1', kind: 'fx', below: '', parts: '' });
    expect(effect).toContain('/fx/1/plate/mix');
    expect(effect.some((address) => address.includes('return'))).toBe(false);
    const eq = settings_of(spot_of(back, 'eq'));
    expect(eq).toContain('/fx/1/return/eq/on');
    expect(eq.length).toBe(6);
  });
  it('of an insert leaves what is plugged in there', () => {
    expect(settings_of(spot_of(bus, 'insert'))).toEqual(['/bus/2/insert/on', '/bus/2/insert/position']);
  });
});
