// Reads commits from a request of statements: each is a commit of its own, with an outcome of its own.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { COUNTER_KEY, nameOf } from '../../adapters/dynamodb/counter-item.ts';

export interface CommitWrite {
  readonly postId: string;
  readonly bucket: string;
  readonly lane: string;
  readonly delta: string;
  readonly mark: string;
}

interface Statements {
  readonly Statements: readonly {
    readonly Statement: string;
    readonly Parameters: readonly AttributeValue[];
  }[];
}

interface Answer {
  readonly Responses?: readonly { readonly Error?: object }[];
}

/** The beginnings of the adapter's statements, and where their parameters stand. */
const SHAPES: readonly [start: RegExp, at: Readonly<Record<'key' | 'delta' | 'mark', number>>][] = [
  [/^UPDATE .* SET "m:([^"]+)" = \?/, { delta: 0, mark: 2, key: 4 }],
  [/^INSERT .*, 'm:([^']+)': \?/, { key: 0, delta: 1, mark: 3 }],
];

/** Nothing else is parsed. The statements of the ledger are many more. */
const HAS_COMMITS = new RegExp(`\\\\"${COUNTER_KEY}\\\\" = \\?|'${COUNTER_KEY}': \\?`);

/** @param answer the answer as JSON; undefined: the commits that are asked for, whatever comes of them */
export function readCommits(body: string, answer?: string): CommitWrite[] {
  if (!HAS_COMMITS.test(body)) return [];
  const { Responses } = (answer === undefined ? {} : JSON.parse(answer)) as Answer;
  const isDone = (index: number) => answer === undefined || (Responses?.[index] && !Responses[index].Error);
  return (JSON.parse(body) as Statements).Statements.flatMap(({ Statement: text, Parameters }, index) => {
    if (!isDone(index)) return [];
    for (const [start, at] of SHAPES) {
      const lane = start.exec(text)?.[1];
      const [key, delta, mark] = [Parameters[at.key], Parameters[at.delta], Parameters[at.mark]];
      if (lane === undefined || !key || !delta || !mark) continue;
      const { key: postId, bucket } = nameOf({ [COUNTER_KEY]: key });
      return [{ postId, bucket, lane, delta: delta.N ?? '', mark: mark.S ?? '' }];
    }
    return [];
  });
}
