// Sends bytes to a port and reads what comes back until the server closes the connection.

import { connect } from 'node:net';

export interface Answer {
  /** The statuses of the answers, in order. Answers to a 100-continue are left out. */
  readonly statuses: readonly number[];
}

const MAX_WAIT_MS = 10_000;

/**
 * Returns `silent` if the server has not closed the connection after ten seconds.
 *
 * @param patienceMs after this time without an answer the server learns that nothing more comes
 */
export function exchange(
  port: number,
  bytes: Uint8Array,
  patienceMs = MAX_WAIT_MS,
): Promise<Answer | 'silent'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve('silent');
    }, MAX_WAIT_MS);
    // Node gives up a request whose client has closed its side, so this side stays open at first.
    socket.setTimeout(patienceMs, () => socket.end());
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server may close a connection before it has read everything.
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve({ statuses: readStatuses(Buffer.concat(chunks).toString('latin1')) });
    });
  });
}

const readStatuses = (text: string): number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)]
    .map(([, status]) => Number(status))
    .filter((status) => status !== 100);
