import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { DataDirInUseError } from '../../local/data-dir.ts';
import { DynamoDBStartError } from '../../local/dynamodb/server.ts';
import { explainFailure } from '../../local/explain-failure.ts';
import { DeploymentError } from '../../local/resources/deploy-stack.ts';
import { SynthesisError } from '../../local/synthesize.ts';
import { BrokenCheckpointsError } from '../../local/event-source-mapping/checkpoints.ts';
import { UnsafeDataDirError } from '../../local/private-directory.ts';
import { BrokenStreamStateError } from '../../local/kinesis/stream-state.ts';
import { SqsStartError } from '../../local/sqs/fauxqs-parts.ts';
import { AssemblyError } from '../../local/template/read-assembly.ts';
import { UnsupportedTemplateError } from '../../local/template/unsupported-template-error.ts';

test('a port that is taken is said with its number and what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [error] = (await once(createServer().listen(port, '127.0.0.1'), 'error').catch((error) => [
    error,
  ])) as [Error];
  server.close();
  expect(explainFailure(error)).toBe(`port ${port} is taken: choose another with --port`);
});

test.each([
  new AssemblyError('no assembly'),
  new DataDirInUseError('in use'),
  new DeploymentError('Data/Likes: no', { cause: new Error('deep') }),
  new DynamoDBStartError('no'),
  new SqsStartError('the queues cannot be read'),
  new SynthesisError('no such scenario'),
  new BrokenStreamStateError('stream.json cannot be read'),
  new BrokenCheckpointsError('the checkpoints cannot be read'),
  new UnsafeDataDirError('a symbolic link'),
  new UnsupportedTemplateError({ stack: 'S', logicalId: 'L', type: 'T' }, 'no'),
  Object.assign(new Error("EACCES: permission denied, mkdir '/data'"), { code: 'EACCES' }),
  Object.assign(new Error("ENOENT: no such file or directory, mkdir '/proc/x'"), {
    code: 'ENOENT',
    syscall: 'mkdir',
  }),
])('what the user can put right is its message alone: $name', (error) => {
  expect(explainFailure(error)).toBe(error.message);
});

test('a fault of the local cloud itself has no such line', () => {
  expect(explainFailure(new TypeError('x is undefined'))).toBeUndefined();
  const missing = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall: 'open' });
  expect(explainFailure(missing)).toBeUndefined();
  expect(explainFailure('text')).toBeUndefined();
  expect(explainFailure(undefined)).toBeUndefined();
});
