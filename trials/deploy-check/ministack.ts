// Starts MiniStack on loopback. Its functions run on this project's Node.js, and all of its files are in one directory.

import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Emulator, StartOptions } from './emulator.ts';
import { startEmulator } from './start-emulator.ts';

export async function startMiniStack({ bin, port, workDir, signal, say }: StartOptions): Promise<Emulator> {
  const tmpDir = join(workDir, 'ministack');
  await mkdir(tmpDir);
  return await startEmulator({
    kind: 'ministack',
    name: 'MiniStack',
    file: join(bin, 'ministack'),
    args: [],
    endpoint: `http://127.0.0.1:${port}`,
    healthPath: '/_ministack/health',
    logFile: join(workDir, 'ministack.log'),
    signal,
    say,
    env: {
      // Functions run on the first `node` on the path, whatever runtime they name.
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: tmpDir,
      TMPDIR: tmpDir,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LAMBDA_EXECUTOR: 'local',
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
}
