// An error that the server answers with status 400 and its type.

export type SecretsManagerErrorType =
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'ResourceExistsException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'UnknownOperationException';

export class SecretsManagerError extends Error {
  override readonly name = 'SecretsManagerError';
  readonly type: SecretsManagerErrorType;

  constructor(type: SecretsManagerErrorType, message: string) {
    super(message);
    this.type = type;
  }
}
