// Decodes a path, whatever it holds.

/** Returns undefined for what is not percent-encoded UTF-8. */
export function percentDecode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
