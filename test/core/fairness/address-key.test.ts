import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey } from '../../../core/fairness/address-key.ts';

describe('the key of an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['127.0.0.2', '127.0.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8::', '2001:db8:0:0'],
    ['::1:2:3:4:5', '0:0:0:1'],
  ])('of %s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '0:0:0:0:0:0:0:1', ''])(
    'of "%s" is none: it is the own machine, or unknown',
    (address) => {
      expect(addressKey(address)).toBeUndefined();
    },
  );

  test('is one for a whole /64, however its addresses are written', () => {
    const group = fc.integer({ min: 1, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), fc.array(group), (network, host) => {
        const start = network.map((it) => it.toString(16)).join(':');
        const end = [...host, 1, 1, 1, 1].slice(0, 4).map((it) => it.toString(16).padStart(4, '0'));
        expect(addressKey(`${start}:${end.join(':')}`)).toBe(addressKey(`${start.toUpperCase()}::1`));
      }),
    );
  });
});
