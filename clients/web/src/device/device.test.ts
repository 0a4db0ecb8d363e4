import { describe, expect, it } from 'vitest';
import { defaults, settings_of } from './device.svelte';

describe('what a device keeps of its settings', () => {
  it('is read back as it was written', () => {
    const mine = { ...defaults, strips: 'wide' as const, left_handed: true, lock_after: 5, pin: 'x' };
    expect(settings_of(JSON.stringify(mine))).toEqual(mine);
  });
  it('is the default wherever it is not understood', () => {
    for (const text of [null, '', 'no json', 'null', '3', '[]', '{"strips":"huge","peaks":1,"fine":"x","left_handed":"yes","lock_after":7,"pin":4}']) expect(settings_of(text)).toEqual(defaults);
    expect(settings_of('{"strips":"narrow","unknown":1}')).toEqual({ ...defaults, strips: 'narrow' });
  });
});
