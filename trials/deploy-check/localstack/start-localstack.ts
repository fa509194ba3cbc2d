// Starts LocalStack itself on loopback, without Docker. Its functions run on this project's Node.js, and all of its files
// are in one directory.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Emulator, StartOptions } from '../emulator.ts';
import { startEmulator } from '../start-emulator.ts';
import { findJava } from './find-java.ts';
import { startFunctionHost } from './function-host.ts';
import { placeLibraries } from './place-libraries.ts';

export async function startLocalStack({ bin, port, workDir, signal, say }: StartOptions): Promise<Emulator> {
  const stateDir = join(workDir, 'localstack');
  const tmpDir = join(stateDir, 'tmp');
  await mkdir(tmpDir, { recursive: true });
  const java = await findJava(process.env, join(workDir, 'java.log'), signal);
  const kinesisVersion = await placeLibraries(join(stateDir, 'var/lib/localstack/lib'), java);
  const host = await startFunctionHost(join(workDir, 'functions.log'));
  try {
    return await startEmulator({
      kind: 'localstack',
      name: 'LocalStack',
      file: join(bin, 'python'),
      args: ['-m', 'localstack.runtime.main'],
      endpoint: `http://127.0.0.1:${port}`,
      healthPath: '/_localstack/health',
      // It is one Python process. With more requests at a time, Kinesis answers later than accept-like waits.
      concurrency: 2,
      deletesRetainExceptOnCreate: true,
      logFile: join(workDir, 'localstack.log'),
      signal,
      say,
      onClosed: () => host.close(),
      env: {
        // LocalStack starts its Kinesis with the first `node` on the path.
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        HOME: stateDir,
        TMPDIR: tmpDir,
        FILESYSTEM_ROOT: stateDir,
        // In a container it would keep its files in /var/lib.
        OVERRIDE_IN_DOCKER: '0',
        PYTHONPATH: join(import.meta.dirname, 'plugin'),
        PYTHONDONTWRITEBYTECODE: '1',
        GATEWAY_LISTEN: `127.0.0.1:${port}`,
        LAMBDA_RUNTIME_EXECUTOR: 'node',
        LAMBDA_IGNORE_ARCHITECTURE: '1',
        LIKES_FUNCTION_HOST: host.url,
        KINESIS_MOCK_VERSION: kinesisVersion,
        // With 0, LocalStack asks its vendor's catalog which types it has, and offline it refuses each of them.
        CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
        // Nothing is sent to the vendor, and nothing is fetched.
        DISABLE_EVENTS: '1',
        DNS_ADDRESS: '0',
        SKIP_SSL_CERT_DOWNLOAD: '1',
      },
    });
  } catch (error) {
    await host.close();
    throw error;
  }
}
