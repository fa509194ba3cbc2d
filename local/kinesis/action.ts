// An operation consists of a schema of its input and a function from valid input to output.

import { type GenericSchema, type InferOutput, safeParse } from 'valibot';
import { KinesisError } from './kinesis-error.ts';
import type { StreamStore } from './stream-store.ts';

export interface ActionContext {
  readonly streams: StreamStore;
  readonly now: () => number;
}

export type Action = (input: unknown, context: ActionContext) => object;

/** Returns the action. It throws ValidationException for input that does not match the schema. */
export function defineAction<Schema extends GenericSchema>(
  schema: Schema,
  run: (input: InferOutput<Schema>, context: ActionContext) => object,
): Action {
  return (input, context) => {
    const result = safeParse(schema, input, { abortEarly: true });
    if (result.success) return run(result.output, context);
    const [{ message, path }] = result.issues;
    const place = path?.map(({ key }) => String(key)).join('.') ?? 'the request';
    throw new KinesisError('ValidationException', `1 validation error detected at ${place}: ${message}`);
  };
}
