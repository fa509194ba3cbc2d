// Clients as people use them, over a real HTTP server: each must read two posts.

import '../../../trials/fuzz/environment.ts';
import createClient from 'openapi-fetch';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LambdaEvent } from 'hono/aws-lambda';
import { describeRoutes } from '../../../lambdas/http/openapi.ts';
import { serve } from '../../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../../lambdas/read-counts.ts';
import { startTestGateway } from '../../local/gateway/test-gateway.ts';
import { readerOf, verifyToken } from '../../../trials/fuzz/fakes.ts';

const COUNTS = {
  a: { count: 3, asOf: null },
  'b c': { count: 5, asOf: null },
  'x,y+z': { count: 7, asOf: null },
};

let url: string;
beforeEach(async () => {
  const handler = serve(makeReadCounts({ reader: readerOf(COUNTS), verifyToken }));
  const routes = { 'GET /v1/likes': (event: unknown) => handler(event as LambdaEvent) };
  ({ url } = await startTestGateway({ routes }));
});

interface Post {
  readonly postId: string;
  readonly count: number;
}

/** What openapi-typescript makes of the document. */
interface paths {
  '/v1/likes': {
    get: {
      parameters: { query: { post: string[]; posts?: string[] } };
      responses: { 200: { content: { 'application/json': { posts: Post[] } } } };
    };
  };
}

const namesOf = (posts: readonly Post[] | undefined) => posts?.map(({ postId, count }) => [postId, count]);
const read = async (query: string) => {
  const answer = await fetch(`${url}/v1/likes?${query}`);
  return namesOf(((await answer.json()) as { posts: Post[] }).posts);
};

const TWO = [
  ['a', 3],
  ['b c', 5],
];

test('the document asks for a parameter that is repeated, which all generators understand alike', () => {
  const document = describeRoutes() as { paths: Record<string, Record<string, { parameters: object[] }>> };
  expect(document.paths['/v1/likes']?.['get']?.parameters).toMatchObject([
    {
      name: 'post',
      in: 'query',
      required: true,
      style: 'form',
      explode: true,
      schema: { type: 'array', maxItems: 100 },
    },
  ]);
});

describe('openapi-fetch', () => {
  test('reads any two posts with the parameter of the document', async () => {
    const client = createClient<paths>({ baseUrl: url });
    const query = { post: ['a', 'x,y+z'] };
    const { data } = await client.GET('/v1/likes', { params: { query } });
    expect(namesOf(data?.posts)).toEqual([
      ['a', 3],
      ['x,y+z', 7],
    ]);
  });

  test('reads two posts from a list, whichever style it is told', async () => {
    for (const explode of [false, true]) {
      const querySerializer = { array: { style: 'form' as const, explode } };
      const client = createClient<paths>({ baseUrl: url, querySerializer });
      const query = { posts: ['a', 'b c'] } as unknown as { post: string[] };
      const { data } = await client.GET('/v1/likes', { params: { query } });
      expect(namesOf(data?.posts)).toEqual(TWO);
    }
  });
});

describe('the greatest read', () => {
  const readMany = async (idBytes: number, count: number) => {
    const postIds = Array.from({ length: count }, (_, n) => `${n}`.padStart(idBytes, 'x'));
    const headers = { authorization: `Bearer good-${'t'.repeat(1_900)}` };
    const query = postIds.map((postId) => `post=${postId}`).join('&');
    expect(query.length).toBeLessThan(8_000);
    return (await fetch(`${url}/v1/likes?${query}`, { headers })).status;
  };

  test('of which the document speaks fits into the request line, beside a long token', async () => {
    expect(await readMany(74, 100)).toBe(200);
    expect(await readMany(128, 59)).toBe(200);
  });

  test('of a hundred of the longest ids does not fit, and is refused as API Gateway refuses it', async () => {
    const query = Array.from({ length: 100 }, (_, n) => `post=${`${n}`.padStart(128, 'x')}`).join('&');
    expect((await fetch(`${url}/v1/likes?${query}`)).status).toBe(431);
  });
});

describe('what other clients send', () => {
  /** The runtime of openapi-generator's typescript-fetch encodes names and values, and repeats the name of a list. */
  const typescriptFetch = (parameters: Record<string, string | string[]>) =>
    Object.entries(parameters)
      .map(([name, value]) =>
        [value]
          .flat()
          .map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each)}`)
          .join('&'),
      )
      .join('&');

  test.each([
    ['typescript-fetch for a repeated parameter', typescriptFetch({ post: ['a', 'b c'] })],
    ['typescript-fetch for a list with commas', typescriptFetch({ posts: ['a', 'b c'].join(',') })],
    ['hey-api for a list with commas', `posts=${['a', 'b c'].map(encodeURIComponent).join(',')}`],
    ['URLSearchParams with a list', String(new URLSearchParams({ posts: 'a,b c' }))],
    [
      'URLSearchParams with repeated names',
      String(
        new URLSearchParams([
          ['post', 'a'],
          ['post', 'b c'],
        ]),
      ),
    ],
    ['axios, which leaves commas and writes spaces as plus signs', 'posts=a,b+c'],
    ['curl --data-urlencode', 'posts=a%2Cb%20c'],
    ['a person who types', 'posts=a,%20b%20c'],
  ])('is read: %s', async (_, query) => {
    expect(await read(query)).toEqual(TWO);
  });
});
