// The failures that end a run: an answer that no retry would change, and no good answer for too long.

/** Thrown when the API refuses a request for good: its answer is neither a success nor 429 nor 5xx. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;

  constructor(doing: string, { status, text }: { status: number; text: string }) {
    super(`${doing} was refused with ${status}: ${detailOf(text)}`);
    this.status = status;
  }
}

/** Thrown when a request was retried for as long as the caller had patience. `cause` is the last failure. */
export class GaveUpError extends Error {
  override readonly name = 'GaveUpError';
}

/** Whether a signal cut a wait short. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Returns the title and detail of a problem document (RFC 9457), or the start of any other text. */
function detailOf(text: string): string {
  try {
    const { title, detail } = JSON.parse(text) as { title?: unknown; detail?: unknown };
    const words = [title, detail].filter((part) => typeof part === 'string');
    if (words.length > 0) return words.join(': ');
  } catch {
    // Text that is not JSON is shown as it is.
  }
  return text.slice(0, 200).replaceAll(/\s+/g, ' ') || 'no reason given';
}
