// Runs one step and reports it: in one line when it succeeds, and with what was expected, what came and where to look when
// it fails.

import { type Answer, NoAnswerError } from './ports.ts';

interface Surprise {
  readonly expected: string;
  readonly came: string;
  readonly lookAt: string;
}

/** Thrown when a step does not get what it expects. */
export class SurpriseError extends Error {
  override readonly name = 'SurpriseError';
  readonly surprise: Surprise;

  constructor(surprise: Surprise, options?: ErrorOptions) {
    super(surprise.came, options);
    this.surprise = surprise;
  }
}

interface StepOptions {
  readonly say: (line: string) => void;
  readonly now: () => number;
}

/** Rejects with a SurpriseError after it has reported what is wrong. */
export async function runStep<Result>(
  name: string,
  { say, now }: StepOptions,
  step: () => Promise<Result>,
): Promise<Result> {
  const startMs = now();
  try {
    const result = await step();
    say(`ok      ${name.padEnd(30)} ${((now() - startMs) / 1_000).toFixed(1)} s`);
    return result;
  } catch (error) {
    const failure = error instanceof NoAnswerError ? noAnswer(error) : error;
    if (failure instanceof SurpriseError) {
      const { expected, came, lookAt } = failure.surprise;
      say(`FAILED  ${name}\n  expected  ${expected}\n  came      ${came}\n  look at   ${lookAt}`);
    }
    throw failure;
  }
}

const noAnswer = (cause: NoAnswerError) =>
  new SurpriseError(
    {
      expected: 'an answer that is neither 429 nor 5xx',
      came: cause.message,
      lookAt: 'the logs of the API stage and of the function behind the route; the throttling of the stage',
    },
    { cause },
  );

/** Returns the JSON of an answer that has the status and the field. Throws a SurpriseError for any other answer. */
export function expectJson(answer: Answer, status: number, field: string, lookAt: string) {
  const body = readObject(answer.text);
  const hasField = body !== undefined && field in body;
  if (answer.status === status && hasField) return body;
  // The field may be a token, which belongs in no log.
  const text = hasField ? `with "${field}"` : answer.text.slice(0, 300).replaceAll(/\s+/g, ' ');
  const came = `${answer.status} ${text}`.trim();
  throw new SurpriseError({ expected: `${status} with JSON that has "${field}"`, came, lookAt });
}

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
