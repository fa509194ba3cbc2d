// Reads the messages of a connection. It bounds their size, and how many are being answered at a time.

import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { NOT_TEXT, TOO_LARGE } from './close-reason.ts';
import type { Connection } from './connection.ts';
import { makeFrameSizes } from './frame-sizes.ts';
import { MAX_FRAME_BYTES, MAX_MESSAGES_IN_FLIGHT } from './limits.ts';

/** @param answer is called with each message. The order of the answers is open, as on AWS. */
export function receiveMessages(
  socket: WebSocket,
  transport: Socket,
  connection: Connection,
  answer: (body: string) => Promise<void>,
): void {
  const frameSizes = makeFrameSizes();
  // What a paused socket has read already still comes: at most one chunk of its stream.
  const waiting: string[] = [];
  let inFlight = 0;

  // It comes before the listener of ws, so that a frame that is too large never becomes a message.
  transport.prependListener('data', (chunk: Buffer) => {
    if (frameSizes(chunk) > MAX_FRAME_BYTES) connection.close(TOO_LARGE);
  });

  socket.on('message', (data: RawData, isBinary) => {
    if (!connection.isOpen) return;
    if (isBinary) {
      connection.close(NOT_TEXT);
      return;
    }
    waiting.push((data as Buffer).toString());
    answerNext();
    if (waiting.length > 0) socket.pause();
  });

  function answerNext(): void {
    if (inFlight === MAX_MESSAGES_IN_FLIGHT) return;
    const body = waiting.shift();
    if (body === undefined) {
      if (socket.isPaused) socket.resume();
      return;
    }
    inFlight += 1;
    void answer(body).finally(() => {
      inFlight -= 1;
      answerNext();
    });
  }
}
