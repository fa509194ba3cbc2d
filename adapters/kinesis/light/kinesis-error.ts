// What Kinesis answers when it does not take a call, with the names and the `$fault` that the AWS SDK gives to the same answers.

import type { HttpAnswer } from './send-post.ts';

/** Thrown for every answer that is not a success. Its name is the one that Kinesis gave it. */
export class KinesisError extends Error {
  readonly $fault: 'client' | 'server';
  readonly statusCode: number;

  constructor(name: string, message: string, statusCode: number) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.$fault = statusCode < 500 ? 'client' : 'server';
  }
}

/** Thrown when a success has a body that cannot be read. Whether the record is on the stream is then unknown. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

/** Returns the body of a success. Throws a KinesisError, or an UnreadableAnswerError. */
export function readAnswer({ statusCode, errorType, text }: HttpAnswer): object {
  const body = readObject(text);
  if (statusCode === 200) {
    if (!body) throw new UnreadableAnswerError('the answer is no JSON object');
    return body;
  }
  const { __type: type, message, Message } = body ?? {};
  const name = nameOf(typeof type === 'string' ? type : errorType);
  throw new KinesisError(name, textOf(message) ?? textOf(Message) ?? `status ${statusCode}`, statusCode);
}

/** A name may have a namespace before it and a URL behind it (source: AWS JSON 1.1 protocol, operation error serialization). */
const nameOf = (type: string | undefined): string =>
  type?.replace(/[,:].*$/s, '').replace(/^.*#/s, '') || 'UnknownError';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
