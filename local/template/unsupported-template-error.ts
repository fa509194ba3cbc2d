// What the local cloud cannot do as AWS does it stops the start and is named: it is never left out.

export interface ResourceAddress {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
}

/** Thrown for a resource type, property or value that the local cloud does not support. */
export class UnsupportedTemplateError extends Error {
  override readonly name = 'UnsupportedTemplateError';

  constructor({ stack, logicalId, type }: ResourceAddress, problem: string) {
    super(`${stack}/${logicalId} (${type}): ${problem}`);
  }
}
