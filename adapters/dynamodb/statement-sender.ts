// Sends PartiQL statements together: up to 25 travel in one request, which costs a fifth of the CPU of single calls. Each statement is
// atomic by itself, and a 200 says nothing about it: it has its own outcome. A statement that is throttled is sent again by itself, as
// long as there is time: if a batch began anew instead, it would write all its rows again to a table that is too slow already.

import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  type BatchStatementResponse,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Limit } from '../../core/stream/limit.ts';
import { OutOfTimeError } from '../../core/stream/out-of-time.ts';
import { backoffMs, pause } from '../backoff.ts';
import { gather } from './gather.ts';

/** source: DynamoDB API, BatchExecuteStatement */
const MAX_STATEMENTS = 25;
/** As many as a single call has, for a statement that fails. Eight attempts wait for 2 s in all on average. */
const MAX_ATTEMPTS = 8;

export interface Statement {
  readonly text: string;
  readonly parameters: readonly AttributeValue[];
  /** Tells items apart. A request that names one item twice is refused as a whole. */
  readonly itemKey: string;
}

/** What a statement was answered. `item` is there if the statement asks for it and there is one. */
export interface StatementAnswer {
  readonly outcome: 'done' | 'item-exists' | 'condition-failed';
  readonly item: Record<string, AttributeValue> | undefined;
}

/** Thrown when it is not known that the statement took place. `code` is what DynamoDB said about it. */
export class StatementFailedError extends Error {
  override readonly name = 'StatementFailedError';
  readonly code: string;

  constructor(code: string) {
    super(`a statement failed: ${code}`);
    this.code = code;
  }
}

export type SendStatement = (statement: Statement) => Promise<StatementAnswer>;

interface Waiting {
  readonly statement: Statement;
  readonly attempt: number;
  readonly resolve: (answer: StatementAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** The table takes other statements meanwhile. source: DynamoDB API, BatchStatementError */
const THROTTLES = new Set(['ProvisionedThroughputExceeded', 'RequestLimitExceeded', 'ThrottlingError']);
/** These pass. source: DynamoDB API, BatchStatementError, and "Error handling with DynamoDB" */
const PASSING = new Set(['InternalServerError', 'NoAnswer', 'TransactionConflict']);

export interface StatementSenderOptions {
  readonly client: DynamoDBClient;
  /** Bounds the requests in flight. */
  readonly limit: Limit;
  /** Whether a statement that was throttled may be sent again. Without it, it always may. */
  readonly hasTime?: (() => boolean) | undefined;
  /** Resolves after some milliseconds. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** A statement rejects with an OutOfTimeError when it is throttled to the end of the time. */
export function makeStatementSender({
  client,
  limit,
  hasTime = () => true,
  wait = pause,
}: StatementSenderOptions): SendStatement {
  const enqueue = gather<Waiting>({
    most: MAX_STATEMENTS,
    limit,
    itemKeyOf: ({ statement }) => statement.itemKey,
    request,
  });

  async function request(taken: readonly Waiting[]): Promise<void> {
    const Statements = taken.map(({ statement }) => ({
      Statement: statement.text,
      Parameters: [...statement.parameters],
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }));
    try {
      const { Responses = [] } = await client.send(new BatchExecuteStatementCommand({ Statements }));
      for (const [index, waiting] of taken.entries()) settle(waiting, Responses[index]);
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  function settle({ resolve, reject, statement, attempt }: Waiting, response?: BatchStatementResponse): void {
    const answer = readAnswer(response);
    if (!('code' in answer)) return resolve(answer);
    const { code } = answer;
    if (THROTTLES.has(code)) {
      if (!hasTime()) return reject(new OutOfTimeError('a statement was throttled until the time was over'));
    } else if (!PASSING.has(code) || attempt >= MAX_ATTEMPTS) return reject(new StatementFailedError(code));
    void wait(backoffMs(attempt)).then(
      () => enqueue({ statement, attempt: attempt + 1, resolve, reject }),
      reject,
    );
  }

  return (statement) => new Promise((resolve, reject) => enqueue({ statement, attempt: 1, resolve, reject }));
}

function readAnswer(
  response: BatchStatementResponse | undefined,
): StatementAnswer | { readonly code: string } {
  if (!response) return { code: 'NoAnswer' };
  const { Error: error, Item: item } = response;
  if (!error) return { outcome: 'done', item };
  if (error.Code === 'DuplicateItem') return { outcome: 'item-exists', item: undefined };
  if (error.Code === 'ConditionalCheckFailed') return { outcome: 'condition-failed', item: error.Item };
  return { code: error.Code ?? 'NoCode' };
}
