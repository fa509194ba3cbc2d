// What an operation gets of its request, and what it answers.

import type { Mappings } from '../event-source-mapping/mappings.ts';

export interface OperationInput {
  /** Of the path. Empty if the operation has none. */
  readonly uuid: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Throws a LambdaError for what it refuses. */
export type Operation = (
  mappings: Mappings,
  input: OperationInput,
) => { readonly status: number; readonly body: object };
