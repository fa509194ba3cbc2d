// Throttles some statements of a request, as DynamoDB does: the answer is 200, and every other statement is carried out.

interface Request {
  readonly Statements: readonly object[];
}

interface Answer {
  readonly Responses: readonly object[];
}

const THROTTLED = { Error: { Code: 'ProvisionedThroughputExceeded', Message: 'Rate exceeded' } };

/** The first statement is throttled, and every second one after it. */
const isThrottled = (index: number) => index % 2 === 0;

export interface ThrottledStatements {
  /** The request with the other statements; undefined if there are none. */
  readonly body: string | undefined;
  /** Returns the answer to the whole request. */
  readonly complete: (answer: string | undefined) => string;
}

export function throttleStatements(body: string): ThrottledStatements {
  const request = JSON.parse(body) as Request;
  const others = request.Statements.filter((_, index) => !isThrottled(index));
  return {
    body: others.length > 0 ? JSON.stringify({ ...request, Statements: others }) : undefined,
    complete(text) {
      const answer = text === undefined ? { Responses: [] } : (JSON.parse(text) as Answer);
      // An answer without responses is an error of the whole request.
      if (!Array.isArray(answer.Responses)) return text ?? '';
      const answers = answer.Responses.values();
      const Responses = request.Statements.map((_, index) =>
        isThrottled(index) ? THROTTLED : answers.next().value,
      );
      return JSON.stringify({ ...answer, Responses });
    },
  };
}
