// Puts the guard before everything else that listens to the requests of a server. It is no server of its own, so it adds no
// hop.

import type { RequestListener, Server } from 'node:http';
import { type Refusal, refuseRequest } from './refuse-request.ts';

export interface GuardOptions {
  /** The access key of this run. Without it any key is taken. */
  readonly accessKeyId?: string | undefined;
}

/** Guards the listeners that the server has now. */
export function guardServer(server: Server, { accessKeyId }: GuardOptions): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const refusal = refuseRequest(request, accessKeyId);
    if (!refusal) {
      for (const listener of listeners) listener.call(server, request, response);
      return;
    }
    response.writeHead(403, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(toJson(refusal));
  });
}

const toJson = ({ type, message }: Refusal) => JSON.stringify({ __type: type, message });
