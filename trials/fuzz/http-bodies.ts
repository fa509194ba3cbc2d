// Generates bodies of POST /v1/likes. Some are valid, some were valid before they were edited, and some are any bytes.

import * as fc from 'fast-check';
import { MAX_BODY_BYTES } from '../../lambdas/http/limit-body.ts';
import { bytesOf, keyTexts } from './arbitraries.ts';
import { ID_OF_NOW, recentIds } from './http-headers.ts';
import { type Member, oddKeys, oddObjects, oddValues } from './json-text.ts';
import { anyText, mostly } from './mostly.ts';
import { mutatedBytes } from './mutated-bytes.ts';

const ODD_POST_IDS = [
  '',
  '.',
  '..',
  '/',
  '?',
  '#',
  '%',
  '%2e%2e',
  '\\',
  ' ',
  '\u0000',
  'a/../b',
  '__proto__',
];

const postIds = mostly(keyTexts, anyText, fc.constantFrom(...ODD_POST_IDS));

/** These are odd more often than in bodies, because a URL has more parts that can be mistaken. */
export const postIdsInUrls = fc.oneof(keyTexts, anyText, fc.constantFrom(...ODD_POST_IDS));

const actions = fc
  .tuple(
    postIds,
    mostly(fc.constantFrom('like', 'unlike'), anyText),
    fc.option(mostly(recentIds, anyText), { nil: undefined }),
  )
  .map(([postId, op, id]): Member[] => [
    ['postId', JSON.stringify(postId)],
    ['op', JSON.stringify(op)],
    ...(id === undefined ? [] : [['id', JSON.stringify(id)] as const]),
  ]);
const objectOf = (members: readonly Member[]) =>
  `{${members.map(([key, json]) => `"${key}":${json}`).join(',')}}`;
/** Of two posts only, so that actions meet. */
const crowded = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b'),
      fc.constantFrom('like', 'unlike'),
      fc.option(fc.oneof(recentIds, fc.constant(ID_OF_NOW)), { nil: undefined }),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((list) => JSON.stringify({ actions: list.map(([postId, op, id]) => ({ postId, op, id })) }));
const actionsOf = (list: readonly string[]) => `{"actions":[${list.join(',')}]}`;

const plain = fc.array(actions.map(objectOf), { minLength: 1, maxLength: 4 }).map(actionsOf);
const many = fc
  .tuple(actions.map(objectOf), fc.integer({ min: 98, max: 102 }))
  .map(([action, count]) => actionsOf(Array(count).fill(action)));
const odd = oddObjects(
  fc
    .array(oddObjects(actions), { maxLength: 3 })
    .map((list): Member[] => [['actions', `[${list.join(',')}]`]]),
);

export const bodies: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 3, arbitrary: plain.map(bytesOf) },
  { weight: 2, arbitrary: mutatedBytes(plain.map(bytesOf)) },
  { weight: 2, arbitrary: odd.map(bytesOf) },
  { weight: 1, arbitrary: many.map(bytesOf) },
  { weight: 2, arbitrary: crowded.map(bytesOf) },
  { weight: 1, arbitrary: oddValues.map(bytesOf) },
  {
    weight: 1,
    arbitrary: fc.tuple(oddKeys, oddValues).map(([key, json]) => bytesOf(`{${JSON.stringify(key)}:${json}}`)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: MAX_BODY_BYTES - 2, max: MAX_BODY_BYTES + 3 })
      .map((length) => new Uint8Array(length).fill(0x20)),
  },
);
