// What ends a run: an answer that no retry would change, or no good answer for too long.

/** The API refused a request for good: anything but success, 429 or 5xx. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;

  constructor(doing: string, { status, text }: { status: number; text: string }) {
    super(`${doing} was refused with ${status}: ${detailOf(text)}`);
    this.status = status;
  }
}

/** A request was tried again for as long as the caller had patience. `cause` is the last failure. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/** A wait was cut short by its signal. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** A problem JSON's own words (RFC 9457), else the start of whatever came. */
function detailOf(text: string): string {
  try {
    const { title, detail } = JSON.parse(text) as { title?: unknown; detail?: unknown };
    const words = [title, detail].filter((part) => typeof part === 'string');
    if (words.length > 0) return words.join(': ');
  } catch {
    // Not JSON: shown as it is.
  }
  return text.slice(0, 200).replaceAll(/\s+/g, ' ') || 'no reason given';
}
