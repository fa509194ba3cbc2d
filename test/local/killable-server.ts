// Runs a server of the local cloud in a process of its own, so that a test can kill it in the middle of its work.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface KillableServer {
  readonly url: string;
  /** Sends SIGKILL, which the server cannot catch. */
  kill(): Promise<void>;
}

/** @param start for example `dynamodb/server.ts#startDynamoDBServer`, called with the options */
export async function startKillableServer(start: string, options: object): Promise<KillableServer> {
  const [file = '', name = ''] = start.split('#');
  const module = JSON.stringify(join(import.meta.dirname, '..', '..', 'local', file));
  const script = `import(${module}).then((file) => file.${name}(${JSON.stringify(options)})).then(({ url }) => console.log(url))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const gone = exited.then(() => Promise.reject(new Error(`${start} ended before it was ready`)));
  const [line] = (await Promise.race([once(child.stdout, 'data'), gone])) as [Buffer];
  gone.catch(() => {});
  return { url: String(line).trim(), kill };
}
