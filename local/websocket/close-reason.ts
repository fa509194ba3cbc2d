// Why a connection ended: the close code, and the words of API Gateway for it.

export interface CloseReason {
  readonly code: number;
  readonly text: string;
}

export const GOING_AWAY: CloseReason = { code: 1001, text: 'Going away' };
/** A client may send only text. source: API Gateway guide, "Binary media types for WebSocket APIs" */
export const NOT_TEXT: CloseReason = { code: 1003, text: 'Binary frames are not supported' };
export const TOO_LARGE: CloseReason = { code: 1009, text: 'Frame or message too large' };
/** What somebody ended by DELETE of @connections. */
export const DELETED: CloseReason = { code: 1000, text: 'Connection Closed Normally' };
/** What is noticed of a client whose network failed. */
export const DROPPED: CloseReason = { code: 1006, text: 'Connection Closed Abnormally' };
/** The local cloud's own. The client gets no close frame, because it does not read. */
export const TOO_SLOW: CloseReason = { code: 1006, text: 'The client reads too slowly' };

// Observed in events of $disconnect. No page of AWS lists them.
const WORDS: Readonly<Record<number, string>> = {
  1000: DELETED.text,
  1001: GOING_AWAY.text,
  1005: 'Client-side close frame status not set',
  1006: DROPPED.text,
};

/** Returns the reason of a connection that the client ended. */
export const readCloseReason = (code: number, text: string): CloseReason => ({
  code,
  text: text === '' ? (WORDS[code] ?? '') : text,
});

/** Returns the reason of a connection whose client broke the protocol. Undefined stands for an error of the network. */
export function readProtocolError(code: string | undefined): CloseReason | undefined {
  if (!code?.startsWith('WS_ERR_')) return undefined;
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return TOO_LARGE;
  return code === 'WS_ERR_INVALID_UTF8'
    ? { code: 1007, text: 'Invalid UTF-8' }
    : { code: 1002, text: 'Protocol error' };
}
