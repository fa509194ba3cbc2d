// One open connection. What it sends waits in a bounded buffer, so that a client who does not read holds up nobody else.

import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import { type CloseReason, readCloseReason, readProtocolError, TOO_SLOW } from './close-reason.ts';
import { MAX_FRAME_BYTES, MAX_WAITING_BYTES } from './limits.ts';
import { makeWaitingBytes, type WaitingBytes } from './waiting-bytes.ts';
import type { ConnectionContext } from './web-socket-event.ts';

export interface Connection {
  readonly context: ConnectionContext;
  /** When a message was last sent or received, in milliseconds since 1970. */
  lastActiveAt: number;
  /** Sends a text message. Returns `gone` if the connection is closed, and if the client reads too slowly, which ends it. */
  send(message: Buffer): 'sent' | 'gone';
  /** Begins to close the connection. From now on nothing is sent and nothing is received. */
  close(reason: CloseReason): void;
  /** Ends the connection without waiting for the client. */
  terminate(reason: CloseReason): void;
  readonly isOpen: boolean;
  /** Why it ended or is about to end. */
  readonly closeReason: CloseReason | undefined;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<CloseReason>;
}

export interface ConnectionOptions {
  /** Counts the bytes that wait for all clients. */
  readonly waitingInAll: WaitingBytes;
  readonly now: () => number;
  /** Is told each message that is sent. */
  readonly onSent: () => void;
}

export function makeConnection(
  socket: WebSocket,
  context: ConnectionContext,
  { waitingInAll, now, onSent }: ConnectionOptions,
): Connection {
  const waiting = makeWaitingBytes(MAX_WAITING_BYTES);
  let waitingBytes = 0;
  let closeReason: CloseReason | undefined;

  const ended = new Promise<CloseReason>((resolve) => {
    socket.on('close', (code, text) => {
      closeReason ??= readCloseReason(code, text.toString());
      waitingInAll.remove(waitingBytes);
      waitingBytes = 0;
      resolve(closeReason);
    });
  });
  // An error is followed by `close`. ws itself tells the client what was wrong.
  socket.on('error', (error) => {
    closeReason ??= readProtocolError((error as NodeJS.ErrnoException).code);
  });

  function wait(bytes: number): boolean {
    if (!waiting.add(bytes)) return false;
    if (!waitingInAll.add(bytes)) return false;
    waitingBytes += bytes;
    return true;
  }

  function onTaken(bytes: number): void {
    if (waitingBytes === 0) return;
    waitingBytes -= bytes;
    waiting.remove(bytes);
    waitingInAll.remove(bytes);
  }

  const connection: Connection = {
    context,
    lastActiveAt: context.connectedAt,
    ended,
    get isOpen() {
      return socket.readyState === socket.OPEN && closeReason === undefined;
    },
    get closeReason() {
      return closeReason;
    },
    send(message) {
      if (!connection.isOpen) return 'gone';
      if (!wait(message.length)) {
        connection.terminate(TOO_SLOW);
        return 'gone';
      }
      connection.lastActiveAt = now();
      sendFrames(socket, message, () => onTaken(message.length));
      onSent();
      return 'sent';
    },
    close(reason) {
      if (closeReason) return;
      closeReason = reason;
      socket.close(reason.code, reason.text);
    },
    terminate(reason) {
      closeReason ??= reason;
      socket.terminate();
    },
  };
  return connection;
}

/** Sends a message in frames of the size that a client may send, too. Text that is no UTF-8 is mended. */
function sendFrames(socket: WebSocket, message: Buffer, onTaken: () => void): void {
  const text = isUtf8(message) ? message : Buffer.from(message.toString());
  for (let at = 0; at < text.length || at === 0; at += MAX_FRAME_BYTES) {
    const fin = at + MAX_FRAME_BYTES >= text.length;
    socket.send(text.subarray(at, at + MAX_FRAME_BYTES), { binary: false, fin }, fin ? onTaken : undefined);
  }
}
