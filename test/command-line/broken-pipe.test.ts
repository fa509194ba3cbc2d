import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

test('a reader that leaves, as head does, does not make a command fail', async () => {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'tools', 'plan', 'main.ts'), '--help']);
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
});
