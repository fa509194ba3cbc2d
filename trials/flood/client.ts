// Sends requests from one address, each once. On Linux the whole of 127.0.0.0/8 is this machine, so that it can be many addresses.

import { Pool } from 'undici';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Client {
  issueVisitor(): Promise<Answer>;
  like(token: string, postId: string): Promise<Answer>;
  /** @param body a list of actions as JSON */
  likeMany(token: string, body: string): Promise<Answer>;
  close(): Promise<void>;
}

export function makeClient(url: string, localAddress: string, connections: number): Client {
  const pool = new Pool(url, { connections, localAddress });
  async function send(method: 'PUT' | 'POST', path: string, headers: Record<string, string>, body?: string) {
    const answer = await pool.request({ method, path, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.statusCode, text: await answer.body.text() };
  }
  return {
    issueVisitor: () => send('POST', '/v1/visitors', {}),
    like: (token, postId) => send('PUT', `/v1/posts/${postId}/like`, { authorization: `Bearer ${token}` }),
    likeMany: (token, body) =>
      send(
        'POST',
        '/v1/likes',
        { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      ),
    close: () => pool.destroy(),
  };
}

/** Returns the token of a new visitor. Throws if the API issues none. */
export async function becomeVisitor(client: Client): Promise<string> {
  const { status, text } = await client.issueVisitor();
  if (status !== 201) throw new Error(`POST /v1/visitors answered ${status}: ${text.slice(0, 200)}`);
  return tokenIn(text);
}

export const tokenIn = (text: string): string => (JSON.parse(text) as { token: string }).token;
