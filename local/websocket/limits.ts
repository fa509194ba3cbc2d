// The limits of WebSocket APIs that no account can raise, and those of this machine.
// source: API Gateway quotas for WebSocket APIs

export const MAX_FRAME_BYTES = 32 * 1024;
export const MAX_MESSAGE_BYTES = 128 * 1024;
export const MAX_IDLE_MS = 10 * 60_000;
export const MAX_CONNECTED_MS = 2 * 60 * 60_000;
export const INTEGRATION_TIMEOUT_MS = 29_000;

/**
 * What may wait for one client that reads slowly. AWS does not say how much it keeps. A client for which more would wait is
 * disconnected.
 */
export const MAX_WAITING_BYTES = 256 * 1024;
/** What may wait for all clients of an API together. */
export const MAX_WAITING_BYTES_IN_ALL = 64 * 1024 * 1024;

/** While so many messages of a client are being answered, no more are read from it. */
export const MAX_MESSAGES_IN_FLIGHT = 10;
