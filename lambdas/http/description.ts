// The shape of what the OpenAPI document says about an operation.

import type * as v from 'valibot';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  /** Unless it says otherwise, a parameter is required, and a header is not. */
  readonly required?: boolean;
  readonly schema: v.GenericSchema;
  /** For a parameter that may be repeated: how often. */
  readonly maxItems?: number;
}

export interface Description {
  readonly summary: string;
  readonly description?: string;
  readonly person: 'required' | 'optional' | 'none';
  readonly parameters: readonly Parameter[];
  readonly body?: v.GenericSchema;
  readonly answer: {
    readonly status: number;
    readonly description: string;
    readonly schema?: v.GenericSchema;
    /** If it is not JSON. */
    readonly mediaType?: string;
  };
  readonly problems: readonly number[];
}
