// Where LocalEmu 1.3.2 judges otherwise than AWS. What it judges right one day is an error, so that it goes.

export interface WrongJudgement {
  /** For example `dynamodb:BatchGetItem`. */
  readonly operation: string;
  /** Whether the role grants it. The emulator judges the opposite. */
  readonly granted: boolean;
  readonly why: string;
}

const NO_TABLE = 'It looks for the table in TableName only, and takes the request for one on all tables';
const NO_STATEMENT = 'It knows no permissions of statements, and asks for one of the name of the operation';

const ALL_WRITES = 'It asks for every permission to write, whatever the transaction writes';

export const WRONG_JUDGEMENTS: readonly WrongJudgement[] = [
  { operation: 'dynamodb:BatchGetItem', granted: true, why: NO_TABLE },
  { operation: 'dynamodb:BatchWriteItem', granted: true, why: NO_TABLE },
  { operation: 'dynamodb:TransactGetItems', granted: true, why: NO_TABLE },
  { operation: 'dynamodb:TransactWriteItems', granted: true, why: ALL_WRITES },
  { operation: 'dynamodb:ExecuteStatement (Insert)', granted: true, why: NO_STATEMENT },
  { operation: 'dynamodb:ExecuteStatement (Update)', granted: true, why: NO_STATEMENT },
  { operation: 'dynamodb:BatchExecuteStatement (Insert)', granted: true, why: NO_STATEMENT },
  { operation: 'dynamodb:BatchExecuteStatement (Update)', granted: true, why: NO_STATEMENT },
  {
    operation: 'dynamodb:Query (of an index)',
    granted: true,
    why: 'It takes a query of an index for one of its table',
  },
];
