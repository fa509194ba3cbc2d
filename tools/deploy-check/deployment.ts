// One deployment of the app on an emulator: a target in a stage.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cdk } from './cdk.ts';
import type { Emulator } from './emulator.ts';

export type Context = Readonly<Record<string, string>>;

interface DeployOptions {
  readonly context?: Context;
  /** With the strict validation of templates, which takes seconds; false by default. */
  readonly validate?: boolean;
}

export interface Deployment {
  readonly stackPrefix: string;
  /** What the stacks say of themselves. Throws where nothing has been deployed. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Of the API, on the emulator. */
  readonly url: string;
  deploy(options?: DeployOptions): Promise<void>;
  /** Kills a deploy in the middle, as soon as it writes this. Returns whether it did. */
  deployUntil(written: RegExp): Promise<boolean>;
  destroy(): Promise<void>;
}

interface DeploymentOptions {
  readonly cdk: Cdk;
  readonly emulator: Emulator;
  readonly target: string;
  readonly stage: string;
}

const SCENARIO = 'social-media';
const UNVALIDATED = { CDK_VALIDATION: 'false' };

export function makeDeployment({ cdk, emulator, target, stage }: DeploymentOptions): Deployment {
  let outputs: Record<string, string> | undefined;
  const toFlags = (context: Context) =>
    Object.entries({ scenario: SCENARIO, target, stage, ...context }).flatMap(([key, value]) => [
      '-c',
      `${key}=${value}`,
    ]);
  const deployArgs = (context: Context) => [
    'deploy',
    '--all',
    '--require-approval',
    'never',
    ...toFlags(context),
  ];
  const deployed = () => {
    if (!outputs) throw new Error(`stage ${stage} is not deployed`);
    return outputs;
  };
  return {
    stackPrefix: `Likes-${SCENARIO}-${stage}-`,
    get outputs() {
      return deployed();
    },
    get url() {
      return toEmulatorUrl(emulator.endpoint, deployed()['Url'] ?? '');
    },
    async deploy({ context = {}, validate = false } = {}) {
      const dir = await mkdtemp(join(tmpdir(), 'likes-outputs-'));
      try {
        const file = join(dir, 'outputs.json');
        await cdk.run([...deployArgs(context), '--outputs-file', file], validate ? {} : UNVALIDATED);
        const stacks = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, string>>;
        outputs = Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
      } finally {
        await rm(dir, { recursive: true });
      }
    },
    deployUntil: (written) => cdk.runUntil(written, deployArgs({}), UNVALIDATED),
    destroy: () => cdk.run(['destroy', '--all', '--force', ...toFlags({})], UNVALIDATED),
  };
}

/** `https://ID.execute-api.REGION.…/STAGE/` is the API's name on AWS; emulators serve the same by path. */
export function toEmulatorUrl(endpoint: string, url: string): string {
  const [, apiId, stage] = /^https?:\/\/(\w+)\.execute-api\.[^/]+\/(\w*)/.exec(url) ?? [];
  if (apiId === undefined) throw new Error(`"${url}" is no address of API Gateway`);
  return `${endpoint}/_aws/execute-api/${apiId}/${stage || '$default'}`;
}
