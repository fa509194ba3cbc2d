// An error that the server answers with status 400 and its name.

export type KinesisErrorName =
  | 'ExpiredIteratorException'
  | 'ExpiredNextTokenException'
  | 'InvalidArgumentException'
  | 'LimitExceededException'
  | 'ProvisionedThroughputExceededException'
  | 'ResourceInUseException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'ValidationException';

export class KinesisError extends Error {
  override readonly name: KinesisErrorName;

  constructor(name: KinesisErrorName, message: string) {
    super(message);
    this.name = name;
  }
}
