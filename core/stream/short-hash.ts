// A short hash of a text: FNV-1a with 32 bits. It is fast and spreads well, and it hides nothing.

const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Returns a whole number from 0 to 2^32 - 1, made from the UTF-16 code units of the text. */
export function shortHash(text: string): number {
  let hash = FNV_OFFSET_BASIS;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return hash >>> 0;
}
