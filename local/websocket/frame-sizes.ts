// Reads the sizes of a client's frames from its bytes. The package ws bounds messages, and not the frames that make them up.

/** A client masks its frames, so a header ends with a key of four bytes. source: RFC 6455, 5.2 */
const MASK_BYTES = 4;

/** Returns a function that takes the next bytes, and returns the size of the largest frame that begins in them. */
export function makeFrameSizes(): (chunk: Uint8Array) => number {
  let payloadLeft = 0;
  let header: number[] = [];

  /** Returns the payload's size once the header is complete. */
  function readHeader(byte: number): number | undefined {
    header.push(byte);
    const short = (header[1] ?? 0) & 0x7f;
    const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
    if (header.length < 2 + lengthBytes + MASK_BYTES) return undefined;
    const long = header.slice(2, 2 + lengthBytes).reduce((size, part) => size * 256 + part, 0);
    header = [];
    return lengthBytes === 0 ? short : long;
  }

  return (chunk) => {
    let largest = 0;
    let at = 0;
    while (at < chunk.length) {
      const skipped = Math.min(payloadLeft, chunk.length - at);
      payloadLeft -= skipped;
      at += skipped;
      if (at === chunk.length) break;
      const size = readHeader(chunk[at] as number);
      at += 1;
      if (size === undefined) continue;
      payloadLeft = size;
      largest = Math.max(largest, size);
    }
    return largest;
  };
}
