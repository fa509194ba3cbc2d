// Answers the page of the control room: what the stage measures, and the buttons. The stage is started when somebody first looks.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mount } from '../../../local/gateway/server.ts';
import type { Log } from '../../../local/resources/resource-type.ts';
import { isAllowed } from './guard.ts';
import { Recording } from './recording.ts';

export interface ControlRoom {
  readonly mount: Mount;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1_000;

export function makeControlRoom(log: Log): ControlRoom {
  let recording: Recording | undefined;

  async function answer(
    request: IncomingMessage,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const { method, url = '' } = request;
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (!isAllowed(request))
      return { status: 403, body: { detail: 'The control room answers only its own page.' } };
    recording ??= new Recording(log);
    if (method === 'GET' && pathname === '/control/state')
      return { status: 200, body: recording.read(Number(searchParams.get('after') ?? 0) || 0) };
    if (method !== 'POST' || !pathname.startsWith('/control/actions/'))
      return { status: 404, body: { detail: 'There is nothing here.' } };
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES)
      return { status: 413, body: { detail: 'A button has no such body.' } };
    const refusal = await recording.press(pathname.slice('/control/actions/'.length));
    return refusal === undefined ? { status: 202, body: {} } : { status: 409, body: { detail: refusal } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await answer(request).catch((error: unknown) => {
      log(`control room: ${String(error)}`);
      return { status: 500, body: { detail: 'The control room failed. The log says why.' } };
    });
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }

  return {
    mount: { path: '/control/', handle },
    async close() {
      await recording?.close();
    },
  };
}
