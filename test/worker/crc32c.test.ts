import { expect, test } from 'vitest';
import { crc32c } from '../../src/worker/crc32c.ts';

const ascending = Uint8Array.from({ length: 32 }, (_, index) => index);

// RFC 3720, appendix B.4; the last is the check value of the catalogue of parametrised CRCs (CRC-32/ISCSI).
test.each([
  ['32 zeros', new Uint8Array(32), 0x8a9136aa],
  ['32 ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ['ascending', ascending, 0x46dd794e],
  ['descending', ascending.slice().reverse(), 0x113fdb5c],
  ['digits', new TextEncoder().encode('123456789'), 0xe3069283],
])('CRC-32C of %s', (_, bytes, crc) => {
  expect(crc32c(bytes)).toBe(crc);
});
