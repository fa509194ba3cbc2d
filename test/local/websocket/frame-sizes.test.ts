import { array, assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { makeFrameSizes } from '../../../local/websocket/frame-sizes.ts';

/** Returns the bytes of a masked text frame. */
function makeFrame(size: number): Buffer {
  const header =
    size < 126
      ? Buffer.from([0x81, 0x80 | size])
      : size < 65_536
        ? Buffer.from([0x81, 0x80 | 126, size >> 8, size & 0xff])
        : Buffer.concat([Buffer.from([0x81, 0x80 | 127, 0, 0, 0, 0]), uint32(size)]);
  // A payload of 0x81 would be taken for headers by a reader that loses count.
  return Buffer.concat([header, Buffer.alloc(4, 0x81), Buffer.alloc(size, 0x81)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

test('the largest frame is found, however the bytes are cut into chunks', () => {
  const sizes = array(constantFrom(0, 1, 125, 126, 127, 32_768, 32_769, 65_535, 65_536), {
    minLength: 1,
  });
  assert(
    property(sizes, integer({ min: 1, max: 70_000 }), (frames, chunkSize) => {
      const bytes = Buffer.concat(frames.map(makeFrame));
      const read = makeFrameSizes();
      let largest = 0;
      for (let at = 0; at < bytes.length; at += chunkSize)
        largest = Math.max(largest, read(bytes.subarray(at, at + chunkSize)));
      expect(largest).toBe(Math.max(...frames));
    }),
    { numRuns: 50 },
  );
});

test('the size of a frame is known before its payload has come', () => {
  const read = makeFrameSizes();
  expect(read(makeFrame(40_000).subarray(0, 8))).toBe(40_000);
  expect(read(Buffer.alloc(40_000, 0x81))).toBe(0);
  expect(read(makeFrame(3))).toBe(3);
});
