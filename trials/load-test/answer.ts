// Says what became of a like by the answer to it.

export type Fate =
  | 'accepted'
  | 'queued'
  | 'shed'
  /** The system said that it cannot take the like: a throttle, or no room. The like does not count. */
  | 'refused'
  /** The answer tells nothing, or there was none. The like may count, so it is sent again with the same id. */
  | 'unknown';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** accept-like says this when neither stream nor queue took the like. */
const NO_ROOM = 'More likes arrive than the system can take in';

/** `undefined` stands for a request without an answer. */
export function fateOf(answer: Answer | undefined): Fate {
  if (!answer) return 'unknown';
  const { status, text } = answer;
  if (status === 202) return readState(text);
  // API Gateway's own throttle, or that of one person. Neither has reached the stream.
  if (status === 429) return 'refused';
  // Any other 503 may come from a like that was stored and whose answer came too late.
  if (status === 503 && text.includes(NO_ROOM)) return 'refused';
  return 'unknown';
}

function readState(text: string): Fate {
  const { state } = JSON.parse(text) as { state?: unknown };
  return state === 'queued' || state === 'shed' ? state : 'accepted';
}
