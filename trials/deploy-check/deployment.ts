// One deployment of the app on an emulator: a target in a stage.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cdk } from './cdk.ts';
import type { Emulator } from './emulator.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';

export type Context = Readonly<Record<string, string>>;

interface DeployOptions {
  readonly context?: Context;
  /** Whether the templates are validated strictly, which takes seconds; false by default. */
  readonly validate?: boolean;
}

export interface Deployment {
  readonly stackPrefix: string;
  /** The outputs of the stacks. Throws when nothing has been deployed. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The address of the API on the emulator. */
  readonly url: string;
  deploy(options?: DeployOptions): Promise<void>;
  /** Kills a deploy in the middle, as soon as it writes this, some time after its synthesis. Returns whether it did. */
  deployUntil(written: RegExp): Promise<boolean>;
  destroy(): Promise<void>;
}

interface DeploymentOptions {
  readonly cdk: Cdk;
  readonly emulator: Emulator;
  readonly target: string;
  readonly stage: string;
  /** The scenario that has on-demand tables, if none is given. */
  readonly scenario?: string;
  readonly workDir: string;
}

const DEPLOY = ['deploy', '--all', '--require-approval', 'never'];
const UNVALIDATED = { CDK_VALIDATION: 'false' };

export function makeDeployment(options: DeploymentOptions): Deployment {
  const { cdk, emulator, target, stage, scenario = 'social-media', workDir } = options;
  const assemblyDir = join(workDir, `cdk.out-${stage}`);
  const outputsFile = join(workDir, `outputs-${stage}.json`);
  let outputs: Record<string, string> | undefined;
  let assembled: Context | undefined;

  /** The app with its context, or the assembly that was synthesized from it before. */
  async function appArgs(context: Context): Promise<string[]> {
    if (assembled && JSON.stringify(assembled) === JSON.stringify(context)) return ['--app', assemblyDir];
    // A report that an earlier synthesis left there would be taken for the report of this one.
    await rm(assemblyDir, { recursive: true, force: true });
    // A few persons on this machine stand for many. No emulator answers the frames of a WebSocket, or rotates a secret
    // (gaps/template-gaps.ts).
    const local = { live: 'totals', rotateKeys: 'false', ...UNLIMITED_CONTEXT };
    const all = { scenario, target, stage, ...local, ...context };
    const flags = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    return ['--output', assemblyDir, ...flags];
  }

  const deployArgs = async (context: Context) => [...DEPLOY, ...(await appArgs(context))];
  const deployed = () => {
    if (!outputs) throw new Error(`stage ${stage} is not deployed`);
    return outputs;
  };
  return {
    stackPrefix: `Likes-${scenario}-${stage}-`,
    get outputs() {
      return deployed();
    },
    get url() {
      return toEmulatorUrl(emulator.endpoint, deployed()['Url'] ?? '');
    },
    async deploy({ context = {}, validate = false } = {}) {
      const args = [...(await deployArgs(context)), '--outputs-file', outputsFile];
      await cdk.run(args, validate ? {} : UNVALIDATED);
      assembled = context;
      const stacks = JSON.parse(await readFile(outputsFile, 'utf8')) as Record<
        string,
        Record<string, string>
      >;
      outputs = Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
    },
    async deployUntil(written) {
      const killed = await cdk.runUntil(written, await deployArgs({}), UNVALIDATED);
      assembled = {};
      return killed;
    },
    async destroy() {
      await cdk.run(['destroy', '--all', '--force', ...(await appArgs(assembled ?? {}))], UNVALIDATED);
    },
  };
}

/** On AWS the API's address is `https://ID.execute-api.REGION.…/STAGE/`. Emulators serve the same API by path. */
export function toEmulatorUrl(endpoint: string, url: string): string {
  const [, apiId, stage] = /^https?:\/\/(\w+)\.execute-api\.[^/]+\/(\w*)/.exec(url) ?? [];
  if (apiId === undefined) throw new Error(`"${url}" is no address of API Gateway`);
  return `${endpoint}/_aws/execute-api/${apiId}/${stage || '$default'}`;
}
