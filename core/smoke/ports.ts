// What a smoke test needs of the outside world: the API, as a client over HTTP sees it.

export interface Ask {
  readonly method: 'GET' | 'PUT' | 'DELETE' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface AskedApi {
  /**
   * Returns the first answer that is not 429 or 5xx. Rejects with a NoAnswerError when none comes in time, and with the signal's
   * reason when that ends the wait.
   */
  call(ask: Ask, signal?: AbortSignal): Promise<Answer>;
}

/** Thrown when a request was repeated for as long as there was patience. `cause` is the last failure. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}
