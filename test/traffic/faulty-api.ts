// The likes API in memory, exact by id, which fails as it is told to before or after it has taken an action.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { uuidv7 } from 'uuidv7';
import { type Challenge, CHALLENGE_PROBLEM, SOLUTION_SCHEME } from '../../core/challenge/challenge.ts';
import type { Action } from '../../traffic/action.ts';

export type Fault = 429 | 500 | 503 | 'reset' | 'accept-then-reset';

export interface FaultyApi {
  readonly url: string;
  /** Every action that arrived, in order of arrival; its user is the visitor's token. */
  readonly arrived: Action[];
  readonly issued: Set<string>;
  readonly requests: string[];
  /** Asked for each write; undefined: no fault. */
  fault: (requestNumber: number) => Fault | undefined;
  /** Answers reads with something else than the truth. */
  tamper: (postId: string, count: number) => number;
  /** Answers every request with this status. */
  refuseWith: number | undefined;
  /** What a new visitor must solve first. */
  challenge: Challenge | undefined;
  /** Answers requests such as `POST /v1/visitors` with a status of their own. */
  readonly refusals: Map<string, number>;
  count(postId: string): number;
  close(): Promise<void>;
}

export async function startFaultyApi(): Promise<FaultyApi> {
  const latest = new Map<string, Map<string, Action>>();
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    const send = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    api.requests.push(`${request.method} ${pathname}`);
    const refusal =
      api.refuseWith ?? api.refusals.get(`${request.method} ${pathname.split('/', 3).join('/')}`);
    if (refusal) return send(refusal, { title: 'Refused', detail: 'by the test' });
    if (pathname === '/v1/openapi.json') return send(200, { openapi: '3.1.0' });
    const user = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (request.method === 'GET' && pathname.startsWith('/v1/posts/')) {
      const postId = decodeURIComponent(pathname.split('/')[3] ?? '');
      const liked = latest.get(postId)?.get(user)?.op === 'like';
      return send(200, { postId, count: api.tamper(postId, api.count(postId)), asOf: null, liked });
    }
    if (request.method === 'GET') {
      const query = new URLSearchParams(search);
      const posts = [...(query.get('posts')?.split(',') ?? []), ...query.getAll('post')];
      const counted = posts.map((postId) => ({ postId, count: api.tamper(postId, api.count(postId)) }));
      return send(200, { posts: counted });
    }
    const fault = api.fault(api.requests.length);
    if (fault === 'reset') return request.socket.destroy();
    if (typeof fault === 'number') return send(fault, { title: 'Failed' });
    if (pathname === '/v1/challenges') return send(201, await api.challenge?.pose());
    if (
      pathname === '/v1/visitors' &&
      api.challenge &&
      !request.headers.authorization?.startsWith('Bearer ')
    ) {
      const [, solution] = request.headers.authorization?.split(`${SOLUTION_SCHEME} `) ?? [];
      const isSolved = solution !== undefined && (await api.challenge.isSolvedBy(solution));
      if (!isSolved) return send(401, { type: CHALLENGE_PROBLEM, detail: 'Solve a challenge first.' });
      return issue(send);
    }
    if (pathname === '/v1/visitors') {
      // It knows a token as long as it is good, and renews none.
      if (user !== '') return send(401, { title: 'Unauthorized' });
      return issue(send);
    }
    if (!api.issued.has(user)) return send(401, { title: 'Unauthorized' });
    const actions = toActions(request, pathname, body);
    for (const action of actions) accept({ ...action, user });
    if (fault === 'accept-then-reset') return request.socket.destroy();
    return send(202, { id: actions[0]?.id, state: 'accepted' });
  }

  function issue(send: (status: number, json: unknown) => unknown) {
    const token = `token-${api.issued.size}`;
    api.issued.add(token);
    return send(201, { token });
  }

  function accept(action: Action) {
    api.arrived.push(action);
    const byUser = latest.get(action.postId) ?? new Map<string, Action>();
    latest.set(action.postId, byUser);
    if (action.id > (byUser.get(action.user)?.id ?? '')) byUser.set(action.user, action);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api: FaultyApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived: [],
    issued: new Set(),
    requests: [],
    fault: () => undefined,
    tamper: (_, count) => count,
    refuseWith: undefined,
    challenge: undefined,
    refusals: new Map(),
    count: (postId) => [...(latest.get(postId)?.values() ?? [])].filter(({ op }) => op === 'like').length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}

function toActions(
  { method, headers }: IncomingMessage,
  pathname: string,
  body: string,
): Omit<Action, 'user'>[] {
  if (method === 'POST') return (JSON.parse(body) as { actions: Omit<Action, 'user'>[] }).actions;
  const postId = decodeURIComponent(pathname.split('/')[3] ?? '');
  return [
    {
      id: headers['idempotency-key']?.toString() ?? uuidv7(),
      postId,
      op: method === 'PUT' ? 'like' : 'unlike',
    },
  ];
}
