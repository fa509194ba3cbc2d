// Thrown when the Kinesis server's port belongs to another process.

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`port ${port} on 127.0.0.1 is in use`, { cause });
    this.port = port;
  }
}
