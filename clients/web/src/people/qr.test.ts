import { describe, expect, it } from 'vitest';
import { code_of, host_of, invitations_of } from './qr';

const side = 21;
const dark = '1'.repeat(side);
const rows = Array.from({ length: side }, (_, y) => (y === 0 ? dark : y === 1 ? `0110${'0'.repeat(side - 4)}` : '0'.repeat(side)));

describe('a code', () => {
  it('has a quiet zone of four and a run of dark modules as one bar', () => {
    expect(code_of(rows.join('\n'))).toEqual({ size: 29, path: `M4 4h21v1h-21zM5 5h2v1h-2z` });
    expect(code_of(rows.join('\r\n') + '\r\n')?.size).toBe(29);
  });
  it('is nothing where it is no square of noughts and ones', () => {
    expect(code_of('')).toBeUndefined();
    expect(code_of(rows.slice(1).join('\n'))).toBeUndefined();
    expect(code_of(rows.join('\n').replace('0', 'x'))).toBeUndefined();
  });
});

describe('an invitation', () => {
  it('comes as pairs, and shows no token', () => {
    const [first, ...more] = invitations_of(['https://10.0.0.5:8443/app/?join=secret', rows.join('\n'), 'https://x', '']);
    expect(host_of(first!.url)).toBe('10.0.0.5:8443');
    expect(first!.code).toBeDefined();
    expect(more).toEqual([{ url: 'https://x', code: undefined }]);
    expect(invitations_of(['half'])).toEqual([]);
  });
});
