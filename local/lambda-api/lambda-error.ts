// An error that the server answers in the protocol of Lambda (REST JSON), with its type in a header.

/** Each type and its status. source: Lambda API, the errors of each operation */
const STATUSES = {
  InvalidParameterValueException: 400,
  ResourceInUseException: 400,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
} as const;

export class LambdaError extends Error {
  override readonly name = 'LambdaError';
  readonly type: keyof typeof STATUSES;

  constructor(type: keyof typeof STATUSES, message: string) {
    super(message);
    this.type = type;
  }

  get status(): number {
    return STATUSES[this.type];
  }
}
