// Starts LocalEmu on loopback, with its check of permissions. What is called here needs neither Docker nor Java.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CREDENTIALS, type Emulator, type StartOptions } from '../deploy-check/emulator.ts';
import { startEmulator } from '../deploy-check/start-emulator.ts';

export async function startLocalEmu({ bin, port, workDir, signal, say }: StartOptions): Promise<Emulator> {
  const stateDir = join(workDir, 'localemu');
  const tmpDir = join(stateDir, 'tmp');
  await mkdir(tmpDir, { recursive: true });
  return await startEmulator({
    name: 'LocalEmu',
    file: join(bin, 'python'),
    args: ['-m', 'localemu.runtime.main'],
    endpoint: `http://127.0.0.1:${port}`,
    healthPath: '/_localemu/health',
    logFile: join(workDir, 'localemu.log'),
    signal,
    say,
    env: {
      PATH: process.env['PATH'],
      HOME: stateDir,
      TMPDIR: tmpDir,
      FILESYSTEM_ROOT: stateDir,
      OVERRIDE_IN_DOCKER: '0',
      PYTHONDONTWRITEBYTECODE: '1',
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      // Its other server listens on every interface of the machine, whatever it is told.
      GATEWAY_SERVER: 'hypercorn',
      IAM_ENFORCEMENT: '1',
      // Requests with this key may do everything.
      ROOT_ACCESS_KEYS: CREDENTIALS.accessKeyId,
      DISABLE_EVENTS: '1',
      DNS_ADDRESS: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
    },
  });
}
