// When the local cloud cannot do something as AWS does it, this error names it and stops the start. Nothing is left out silently.

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
