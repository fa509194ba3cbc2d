import { describe, expect, test } from 'vitest';
import type { Version } from '../../../core/likes/ledger-row.ts';
import {
  LedgerContradictionError,
  type LedgerStatements,
  type UpdateOutcome,
  writeVersion,
} from '../../../core/likes/write-version.ts';

const key = { userId: 'ann', postId: 'post' };
const like: Version = { lane: 'a', position: '5', stamp: '2+' };
const unlike: Version = { ...like, stamp: '2-' };
const earlier: Version = { lane: 'a', position: '3', stamp: '1+' };

/** Answers statements in the order of the script, and keeps which ones were sent. */
function scripted(...script: (('inserted' | 'row-exists') | UpdateOutcome | Error)[]) {
  const sent: string[] = [];
  async function next(name: string): Promise<never> {
    sent.push(name);
    const answer = script.shift();
    if (answer === undefined) throw new Error('more statements than the script has');
    if (answer instanceof Error) throw answer;
    return answer as never;
  }
  const statements: LedgerStatements = { insert: () => next('insert'), update: () => next('update') };
  return { statements, sent };
}

describe('a version is written', () => {
  test('by one statement for a person who likes a post for the first time', async () => {
    const { statements, sent } = scripted('inserted');
    expect(await writeVersion(statements, key, like)).toBeUndefined();
    expect(sent).toEqual(['insert']);
  });

  test('by one statement for a person who takes a like back', async () => {
    const { statements, sent } = scripted({ type: 'updated', row: [earlier] });
    expect(await writeVersion(statements, key, unlike)).toEqual([earlier]);
    expect(sent).toEqual(['update']);
  });

  test('by an update when a like finds a row', async () => {
    const { statements, sent } = scripted('row-exists', { type: 'updated', row: [earlier] });
    expect(await writeVersion(statements, key, like)).toEqual([earlier]);
    expect(sent).toEqual(['insert', 'update']);
  });

  test('by an insert when an unlike finds no row', async () => {
    const { statements, sent } = scripted({ type: 'no-row' }, 'inserted');
    expect(await writeVersion(statements, key, unlike)).toBeUndefined();
    expect(sent).toEqual(['update', 'insert']);
  });

  test('when the row that comes with a refusal holds a greater stamp under its key', async () => {
    const greater = { ...unlike, stamp: '3+' };
    const { statements } = scripted({ type: 'refused', row: [earlier, greater] });
    expect(await writeVersion(statements, key, unlike)).toEqual([earlier, greater]);
  });
});

describe('a version is not taken for written', () => {
  test('because an insert found a row, whoever made it: the update decides', async () => {
    const own = { ...like };
    const { statements, sent } = scripted('row-exists', { type: 'no-row' }, 'row-exists', {
      type: 'updated',
      row: [own],
    });
    expect(await writeVersion(statements, key, like)).toEqual([own]);
    expect(sent).toEqual(['insert', 'update', 'insert', 'update']);
  });

  test('when a statement fails', async () => {
    for (const script of [[new Error('throttled')], ['row-exists', new Error('throttled')]] as const) {
      const { statements } = scripted(...script);
      await expect(writeVersion(statements, key, like)).rejects.toThrow('throttled');
    }
  });

  test.each([
    ['that does not hold it', [earlier]],
    ['that holds it under another lane', [{ ...unlike, lane: 'b', stamp: '3+' }]],
    ['that holds it under another position', [{ ...unlike, position: '6', stamp: '3+' }]],
    ['that holds a smaller one', [{ ...unlike, stamp: '1+' }]],
  ])('when it is refused with a row %s', async (_, row) => {
    const { statements } = scripted({ type: 'refused', row });
    await expect(writeVersion(statements, key, unlike)).rejects.toThrow(LedgerContradictionError);
  });

  test('when rows come and go for ever', async () => {
    const none: UpdateOutcome = { type: 'no-row' };
    const { statements } = scripted(none, 'row-exists', none, 'row-exists', none, 'row-exists');
    await expect(writeVersion(statements, key, unlike)).rejects.toThrow(LedgerContradictionError);
  });
});
