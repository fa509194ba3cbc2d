import { describe, expect, test } from 'vitest';
import { parseStatement } from '../../../../local/dynamodb/partiql/parse-statement.ts';
import { UnsupportedStatementError } from '../../../../local/dynamodb/partiql/statement.ts';

const s = (text: string) => ({ S: text });

describe('a statement', () => {
  test('that inserts an item has its parameters in their places', () => {
    const text = `INSERT INTO "likes" VALUE {'userId': ?, 'postId': ?, 'v:a-1:25': ?}`;
    expect(parseStatement(text, [s('ann'), s('post'), s('1+')])).toEqual({
      type: 'insert',
      table: 'likes',
      item: { userId: s('ann'), postId: s('post'), 'v:a-1:25': s('1+') },
    });
  });

  test('that updates an item has its changes, its condition and what it returns', () => {
    const text =
      'UPDATE "t" SET "n" = "n" + ? SET "m" = ? WHERE "k" = ? AND "c" IS MISSING AND NOT ("m" IS NOT MISSING AND "m" >= ?) RETURNING ALL NEW *';
    expect(parseStatement(text, [{ N: '2' }, s('9'), s('key'), s('5')])).toEqual({
      type: 'update',
      table: 't',
      assignments: [
        { name: 'n', value: { N: '2' }, adds: true },
        { name: 'm', value: s('9'), adds: false },
      ],
      equal: { k: s('key') },
      condition: {
        type: 'and',
        args: [
          {
            type: 'and',
            args: [
              { type: '=', args: [['k'], s('key')] },
              { type: 'function', name: 'attribute_not_exists', args: [['c']] },
            ],
          },
          {
            type: 'not',
            args: [
              {
                type: 'and',
                args: [
                  { type: 'function', name: 'attribute_exists', args: [['m']] },
                  { type: '>=', args: [['m'], s('5')] },
                ],
              },
            ],
          },
        ],
      },
      returning: 'ALL_NEW',
    });
  });

  test.each([
    ['SELECT * FROM "t" WHERE "k" = ?', [s('a')], 'UPDATE'],
    ['DELETE FROM "t" WHERE "k" = ?', [s('a')], 'UPDATE'],
    [`INSERT INTO "t" VALUE {'k': 'literal'}`, [], '?'],
    [`INSERT INTO t VALUE {'k': ?}`, [s('a')], 'a name'],
    [`INSERT INTO "t" VALUE {'k': ?`, [s('a')], '}'],
    ['UPDATE "t" WHERE "k" = ?', [s('a')], 'no SET'],
    ['UPDATE "t" SET "n" = "m" + ? WHERE "k" = ?', [s('a'), s('b')], 'another attribute'],
    ['UPDATE "t" REMOVE "n" WHERE "k" = ?', [s('a')], 'no SET'],
    ['UPDATE "t" SET "n" = ? WHERE "k" < ?', [s('a'), s('b')], 'not supported from here on: < ?'],
    ['UPDATE "t" SET "n" = ? WHERE "k" <> ?', [s('a'), s('b')], 'not supported from here on: <> ?'],
    ['UPDATE "t" SET "n" = ? WHERE ("k" = ?)', [s('a'), s('b')], 'a name'],
    ['UPDATE "t" SET "n" = ? WHERE NOT "k" = ?', [s('a'), s('b')], 'a name'],
    ['UPDATE "t" SET "n" = ? WHERE "k" = ? RETURNING MODIFIED OLD *', [s('a'), s('b')], 'ALL NEW *'],
    ['UPDATE "t" SET "n" = ? WHERE "k" = ? OR "k" = ?', [s('a'), s('b'), s('c')], 'the end'],
    ['UPDATE "t" SET "n" = ? WHERE "k" = ?', [s('a')], 'no parameter'],
    ['UPDATE "t" SET "n" = ? WHERE "k" = ?', [s('a'), s('b'), s('c')], 'more parameters'],
    ['', [], 'UPDATE'],
    ['UPDATE "t" SET "n" = ? WHERE "k" = ? ; DROP', [s('a'), s('b')], 'not supported from here on'],
  ])('of another kind is named as unsupported: %s', (text, parameters, reason) => {
    expect(() => parseStatement(text, parameters)).toThrow(UnsupportedStatementError);
    expect(() => parseStatement(text, parameters)).toThrow(reason);
  });
});
