import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PARAMETERS, readNamedPosts } from '../../../lambdas/http/named-posts.ts';

const NOT_UTF8 = { field: 'posts', detail: 'a post id must be percent-encoded UTF-8' };
const TOO_MANY = { field: 'posts', detail: 'must name at most 100 posts' };

describe('the posts that a query names', () => {
  test('are read no further than the first that is malformed', () => {
    expect(readNamedPosts(`?posts=%${'&post=a'.repeat(150)}`)).toEqual(NOT_UTF8);
  });

  test('are read no further than the first that is too many', () => {
    expect(readNamedPosts(`?${'post=a&'.repeat(101)}posts=%`)).toEqual(TOO_MANY);
    expect(readNamedPosts(`?posts=${','.repeat(9_000)}&posts=%`)).toEqual(TOO_MANY);
    expect(readNamedPosts(`?posts=${'%2C'.repeat(3_000)}`)).toEqual(TOO_MANY);
  });

  test('may stand among other parameters, but not among any number of them', () => {
    expect(readNamedPosts(`?${'a=%&'.repeat(MAX_PARAMETERS - 1)}post=b`)).toEqual([
      { parameter: 'post', text: 'b' },
    ]);
    expect(readNamedPosts(`?${'&'.repeat(MAX_PARAMETERS)}`)).toEqual({
      field: 'query',
      detail: `must have at most ${MAX_PARAMETERS} parameters`,
    });
  });

  test('are found under names that are encoded, and under no others', () => {
    expect(readNamedPosts('?%70%6F%73%74=a&pos%74s=b&%70ost%=c&%FF=d&POST=e&postss=f&=g')).toEqual([
      { parameter: 'post', text: 'a' },
      { parameter: 'posts', text: 'b' },
    ]);
  });

  test('lose the spaces at their ends in a list, and only there', () => {
    const spaced = fc.tuple(fc.nat(5), fc.constantFrom('', 'a', 'a b', '\ta', 'é  é'), fc.nat(5));
    fc.assert(
      fc.property(fc.array(spaced, { minLength: 1, maxLength: 5 }), (ids) => {
        const padded = ids.map(([before, id, after]) => ' '.repeat(before) + id + ' '.repeat(after));
        const query = `?posts=${padded.map(encodeURIComponent).join(',')}`;
        expect(readNamedPosts(query)).toEqual(ids.map(([, id]) => ({ parameter: 'posts', text: id })));
      }),
    );
    expect(readNamedPosts('?post=+a+')).toEqual([{ parameter: 'post', text: ' a ' }]);
  });
});
