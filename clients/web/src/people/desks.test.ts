import { describe, expect, it } from 'vitest';
import { desks_of } from './desks';

describe('the other desks', () => {
  it('are named, with the page that is safest', () => {
    expect(desks_of(['Studio B', '192.168.1.7', 8080, 0, 9000, '0.1.0', 'Live', '10.0.0.2', 8080, 8443, 0, '0.2.0'])).toEqual([
      { name: 'Studio B', page: 'http://192.168.1.7:8080/app/', address: '192.168.1.7:8080', version: '0.1.0' },
      { name: 'Live', page: 'https://10.0.0.2:8443/app/', address: '10.0.0.2:8443', version: '0.2.0' },
    ]);
  });
  it('are one at each place, whatever names are announced for it', () => {
    const twice = desks_of(['A', '10.0.0.1', 8080, 0, 0, '1', 'B', '10.0.0.1', 8080, 0, 9000, '2', 'C', '10.0.0.1', 8081, 0, 0, '1']);
    expect(twice.map(({ name, page }) => [name, page])).toEqual([['A', 'http://10.0.0.1:8080/app/'], ['C', 'http://10.0.0.1:8081/app/']]);
  });
  it('have addresses of numbers, or none', () => {
    expect(desks_of(['A', 'evil.example', 80, 0, 0, '1', 'B', 'javascript:alert(1)//', 80, 0, 0, '1', 'C', '10.0.0.1', 0, 0, 0, '1'])).toEqual([]);
    expect(desks_of(['A', 'fe80::1', 8080, 0, 0, '1'])[0]?.page).toBe('http://[fe80::1]:8080/app/');
    expect(desks_of(['A', '10.0.0.1'])).toEqual([]);
    expect(desks_of([])).toEqual([]);
  });
});
