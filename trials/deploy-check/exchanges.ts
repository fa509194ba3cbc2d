// Makes requests that two systems must answer alike: likes and unlikes, and between them other requests that a client may
// send.

import { type Action, makeEventIds } from '../../traffic/action.ts';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The person whose token is sent along. */
  readonly as?: string;
}

const JSON_BODY = { 'content-type': 'application/json' };
const A_DAY_MS = 86_400_000;

/** Makes one exchange for each action. After every tenth exchange comes one of the other exchanges, in turn. */
export function makeExchanges(actions: readonly Action[], postPrefix: string): Exchange[] {
  const others = otherExchanges(postPrefix);
  return actions.flatMap((action, index) => {
    const other = index % 10 === 9 ? others[Math.floor(index / 10) % others.length] : undefined;
    return other ? [toExchange(action, index), other] : [toExchange(action, index)];
  });
}

function toExchange({ user, postId, op, id }: Action, index: number): Exchange {
  if (index % 8 === 0)
    return {
      method: 'POST',
      path: '/v1/likes',
      as: user,
      headers: JSON_BODY,
      body: JSON.stringify({ actions: [{ postId, op, id }] }),
    };
  return {
    method: op === 'like' ? 'PUT' : 'DELETE',
    path: `/v1/posts/${encodeURIComponent(postId)}/like`,
    as: user,
    headers: { 'idempotency-key': id },
  };
}

/** These exchanges never change the count of a post that the actions name. */
function otherExchanges(prefix: string): Exchange[] {
  const as = 'somebody';
  const like = `/v1/posts/${prefix}other/like`;
  const many = (body: unknown): Exchange => ({
    method: 'POST',
    path: '/v1/likes',
    as,
    headers: JSON_BODY,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const action = (postId: string) => ({ postId, op: 'like' });
  const oldId = makeEventIds(Date.now() - 2 * A_DAY_MS)(0);
  return [
    { method: 'GET', path: `/v1/posts/${prefix}0/likes` },
    { method: 'GET', path: `/v1/posts/${prefix}0/likes`, as },
    { method: 'GET', path: `/v1/likes?posts=${prefix}0,${prefix}1,${prefix}0,nobody-likes-me` },
    { method: 'GET', path: `/v1/likes?posts=${prefix}0`, as },
    { method: 'GET', path: '/v1/likes' },
    { method: 'GET', path: '/v1/likes?posts=' },
    { method: 'GET', path: `/v1/likes?posts=${Array.from({ length: 101 }, (_, index) => index).join()}` },
    { method: 'POST', path: '/v1/visitors' },
    { method: 'GET', path: '/v1/openapi.json' },
    { method: 'GET', path: '/v1/nowhere' },
    { method: 'GET', path: '/' },
    { method: 'POST', path: like, as },
    { method: 'DELETE', path: '/v1/visitors' },
    { method: 'OPTIONS', path: '/v1/likes' },
    { method: 'PUT', path: like },
    { method: 'PUT', path: like, headers: { authorization: 'Bearer e30.e30.AAAA' } },
    { method: 'PUT', path: like, headers: { authorization: 'Basic dXNlcjpwYXNz' } },
    { method: 'GET', path: `/v1/posts/${prefix}0/likes`, headers: { authorization: 'Bearer e30.e30.AAAA' } },
    { method: 'PUT', path: like, as, headers: { 'idempotency-key': 'not-a-uuid' } },
    { method: 'PUT', path: like, as, headers: { 'idempotency-key': oldId } },
    { method: 'PUT', path: like, as },
    { method: 'PUT', path: `/v1/posts/${encodeURIComponent(`${prefix} é 👍`)}/like`, as },
    { method: 'GET', path: `/v1/posts/${encodeURIComponent(`${prefix} é 👍`)}/likes`, as },
    { method: 'PUT', path: `/v1/posts/${'x'.repeat(129)}/like`, as },
    many({ actions: [action(`${prefix}other`), action(`${prefix} é 👍`)] }),
    many({ actions: [] }),
    many({ actions: [{ postId: '', op: 'adore' }], extra: 1 }),
    many({ actions: Array.from({ length: 101 }, () => action('x')) }),
    many('{"actions":'),
    many(JSON.stringify({ actions: [action('x'.repeat(20_000))] })),
    { ...many({ actions: [action('x')] }), headers: { 'content-type': 'text/plain' } },
  ];
}
