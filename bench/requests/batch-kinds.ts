// Requests with many actions. Their bodies are what costs.

import { makeEventIds } from '../../traffic/action.ts';
import { bearer, type Kind } from './kind.ts';

const MAX_BODY_BYTES = 64 * 1_024;
const JSON_TYPE = { 'content-type': 'application/json' };
const idOf = makeEventIds(Date.now());

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const bodyOf = (actions: readonly unknown[]) => JSON.stringify({ actions });

const kind = (name: string, status: number, request: Kind['request']): Kind => ({
  route: 'POST /v1/likes',
  name,
  answeredBy: 'accept-like',
  status,
  request,
});

const withToken = (name: string, status: number, body: string | Uint8Array, headers = {}): Kind =>
  kind(`${name}, known token`, status, ({ known }) => ({
    headers: { ...bearer(known), ...JSON_TYPE, ...headers },
    body,
  }));

/** Writes each character beyond ASCII as a JSON escape. */
const escaped = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The longest ids that a hundred actions can have. Spaces fill the body to the size that is taken. */
function largest(lastOp: string): string {
  const actions = times(100, (index) => {
    const postId = `${index}`.padStart(4, '0') + 'д'.repeat(62);
    return { postId, op: index === 99 ? lastOp : 'unlike', id: idOf(index) };
  });
  return escaped(bodyOf(actions)).padEnd(MAX_BODY_BYTES);
}

const fill = (unit: string, before = '', after = '') =>
  before + unit.repeat((MAX_BODY_BYTES - before.length - after.length) / unit.length) + after;

const one = bodyOf([{ postId: 'post-1', op: 'like' }]);
const hundred = times(100, (index) => ({ postId: `post-${index}`, op: 'like' }));
const huge = 'x'.repeat(5_900_000);
const lost = [...hundred.slice(1), { postId: 'post-99', op: 'unlike', id: idOf(0) }];

export const batchKinds: readonly Kind[] = [
  withToken('1 action', 202, one),
  withToken('100 actions', 202, bodyOf(hundred)),
  withToken('the largest body', 202, largest('like')),
  withToken('the largest body in base64', 202, Buffer.from(largest('like'))),
  kind('1 action, no token', 401, () => ({ headers: JSON_TYPE, body: one })),
  kind('the largest body in base64, no token', 401, () => ({
    headers: JSON_TYPE,
    body: Buffer.from(largest('like')),
  })),
  kind('the largest body, forged token', 401, ({ forged }) => ({
    headers: { ...bearer(forged()), ...JSON_TYPE },
    body: largest('like'),
  })),
  kind('a body over the limit, no token', 413, () => ({ headers: JSON_TYPE, body: huge })),
  kind('a body over the limit in base64, no token', 413, () => ({
    headers: JSON_TYPE,
    body: Buffer.alloc(4_400_000),
  })),
  withToken('a body over the limit', 413, huge),
  withToken('a body a little over the limit in base64', 413, Buffer.alloc(MAX_BODY_BYTES + 1)),
  withToken('a body over the limit by its UTF-8', 413, fill('é')),
  withToken('an Idempotency-Key', 400, bodyOf(hundred), { 'idempotency-key': idOf(0) }),
  withToken('another content type', 415, largest('like'), { 'content-type': 'text/plain' }),
  withToken('the longest content type', 415, '{}', { 'content-type': ` ${'a;'.repeat(4_500)}` }),
  withToken('no body', 400, ''),
  withToken('bytes that are not UTF-8', 400, Buffer.alloc(MAX_BODY_BYTES, 0xff)),
  withToken(
    'bytes that are not UTF-8 at their end',
    400,
    Buffer.from(fill(' ').replace(/ $/, 'ÿ'), 'latin1'),
  ),
  withToken('text that is not JSON', 400, fill('x')),
  withToken('spaces', 400, fill(' ')),
  withToken('one long text', 400, fill('\\u0061', '"', '"')),
  withToken('a text without an end', 400, fill('\\"', '"')),
  withToken('one long number', 400, fill('1')),
  withToken('brackets without an end', 400, fill('[')),
  withToken('deep JSON', 400, `${'['.repeat(MAX_BODY_BYTES / 2)}${']'.repeat(MAX_BODY_BYTES / 2)}`),
  withToken('deep objects', 400, fill('{"a":')),
  withToken('a member 5,000 times', 400, `{${times(5_000, () => '"actions":[]').join(',')}}`),
  withToken('5,000 members', 400, `{${times(5_000, (index) => `"k${index}":1`).join(',')}}`),
  withToken(
    '5,000 members of an action',
    400,
    `{"actions":[{${times(5_000, (n) => `"k${n}":1`).join(',')}}]}`,
  ),
  withToken(
    'a post id that is an array of 30,000',
    400,
    `{"actions":[{"postId":[${times(30_000, () => '0').join(',')}]}]}`,
  ),
  withToken('5,401 empty actions', 400, bodyOf(times(5_401, () => ({})))),
  withToken('30,000 zeros as actions', 400, bodyOf(times(30_000, () => 0))),
  withToken('101 actions', 400, bodyOf([...hundred, hundred[0]])),
  withToken('100 empty actions', 400, bodyOf(times(100, () => ({})))),
  withToken(
    '100 actions, all wrong',
    400,
    bodyOf(times(100, () => ({ postId: '', op: 'love', id: 'x', at: 1 }))),
  ),
  withToken(
    '100 actions, the last wrong',
    400,
    bodyOf([...hundred.slice(1), { postId: 'post-1', op: 'love' }]),
  ),
  withToken(
    '100 post ids of brackets, the last too long',
    400,
    bodyOf(times(100, (n) => ({ postId: '[{,'.repeat(42 + Math.floor(n / 99)), op: 'like' }))),
  ),
  withToken('100 actions, of which one would be lost', 400, bodyOf(lost)),
  withToken('the largest body, its last action wrong', 400, largest('love')),
  withToken('the largest body in base64, its last action wrong', 400, Buffer.from(largest('love'))),
];
