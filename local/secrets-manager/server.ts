// The local cloud's Secrets Manager serves the operations that a template and its functions need, in the SDK's own
// protocol (JSON 1.1). It refuses any other operation by name.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type GuardOptions, guardServer } from '../guard/guard-server.ts';
import type { LocalServer } from '../local-server.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import { readRequest } from '../read-request.ts';
import type { Operation, SecretParts } from './operation.ts';
import { createSecret } from './operations/create-secret.ts';
import { describeSecret } from './operations/describe-secret.ts';
import { getSecretValue } from './operations/get-secret-value.ts';
import { putSecretValue } from './operations/put-secret-value.ts';
import { rotateSecret } from './operations/rotate-secret.ts';
import { updateSecretVersionStage } from './operations/update-secret-version-stage.ts';
import { type InvokeByArn, makeRotations } from './rotations.ts';
import { openSecretStore } from './secret-store.ts';
import { SecretsManagerError } from './secrets-manager-error.ts';

export interface SecretsManagerOptions extends GuardOptions {
  /** File that keeps the secrets, readable by its owner only. Without it they are in memory. */
  readonly file?: string | undefined;
  readonly now?: () => number;
  /** Invokes the functions that rotate secrets. */
  readonly invokeFunction?: InvokeByArn | undefined;
  readonly log?: ((line: string) => void) | undefined;
}

/** A secret has up to 65,536 bytes, and JSON may write each of them in six. source: Secrets Manager quotas */
const MAX_BODY_BYTES = 1024 * 1024;

const operations: ReadonlyMap<string, Operation> = new Map([
  ['CreateSecret', createSecret],
  ['DescribeSecret', describeSecret],
  ['GetSecretValue', getSecretValue],
  ['PutSecretValue', putSecretValue],
  ['RotateSecret', rotateSecret],
  ['UpdateSecretVersionStage', updateSecretVersionStage],
]);

export async function startSecretsManagerServer({
  file,
  now = Date.now,
  accessKeyId,
  invokeFunction: invoke = async () => ({ status: 'throttled' }),
  log = () => {},
}: SecretsManagerOptions = {}): Promise<LocalServer> {
  const store = openSecretStore(file, now);
  const rotations = makeRotations({ store, invoke, log });
  const parts = { store, rotations };
  async function serve(request: IncomingMessage, response: ServerResponse) {
    const { status, body } = await answer(parts, request);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => void serve(request, response));
  guardServer(server, { accessKeyId });
  server.on('close', () => rotations.close());
  return listenOnLoopback(server);
}

async function readInput(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await readRequest(request, MAX_BODY_BYTES);
  const input = body === 'too-large' ? undefined : parse(body);
  if (typeof input === 'object' && input !== null) return input as Record<string, unknown>;
  throw new SecretsManagerError('SerializationException', 'The body is not a JSON object.');
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

async function answer(
  parts: SecretParts,
  request: IncomingMessage,
): Promise<{ status: number; body: object }> {
  const name = String(request.headers['x-amz-target']).replace(/^secretsmanager\./, '');
  try {
    const input = await readInput(request);
    const operation = operations.get(name);
    if (!operation)
      throw new SecretsManagerError(
        'UnknownOperationException',
        `${name} is not supported by the local cloud`,
      );
    return { status: 200, body: operation(parts, input) };
  } catch (error) {
    if (error instanceof SecretsManagerError)
      return { status: 400, body: { __type: error.type, message: error.message } };
    return { status: 500, body: { __type: 'InternalServiceError', message: String(error) } };
  }
}
