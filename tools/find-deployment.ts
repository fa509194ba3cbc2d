// Finds the deployment that a command line names: a local cloud by its address, or a deployment by the file of its outputs.

import { NodeHttpHandler } from '@smithy/node-http-handler';
import { checkUrl } from '../command-line/check-url.ts';
import { TEXT } from '../command-line/flags.ts';
import { UsageError } from '../command-line/usage-error.ts';
import {
  clientConfigFor,
  describeLocalCloud,
  type Outputs,
  readOutputsFile,
  type Service,
} from './deployment.ts';

/** The flags that name a deployment. */
export const DEPLOYMENT_FLAGS = { url: TEXT, outputs: TEXT, endpoint: TEXT };

/** Their part of a help text. */
export const DEPLOYMENT_HELP = `  --url URL          the address of a local cloud (npm start)
  --outputs FILE     the file that \`cdk deploy --all --outputs-file FILE\` wrote
  --endpoint URL     an emulator in place of the AWS region and credentials in the environment; goes with --outputs`;

export type DeploymentName =
  | { readonly url: string }
  | { readonly outputsFile: string; readonly endpoint: string | undefined };

export interface FoundDeployment {
  readonly outputs: Outputs;
  /** Returns what an SDK client needs to reach a service of the deployment. */
  readonly configFor: (
    service: Service,
  ) => ReturnType<typeof clientConfigFor> & { readonly requestHandler: NodeHttpHandler };
}

/** Throws a UsageError unless the flags name exactly one deployment. */
export function readDeploymentName({
  url,
  outputs,
  endpoint,
}: Partial<Record<keyof typeof DEPLOYMENT_FLAGS, string | undefined>>): DeploymentName {
  if ((url === undefined) === (outputs === undefined))
    throw new UsageError('say which deployment: either --url or --outputs');
  if (url !== undefined) checkUrl(url);
  if (endpoint !== undefined) checkUrl(endpoint, '--endpoint');
  if (url !== undefined && endpoint !== undefined)
    throw new UsageError('--url finds everything by itself: leave out --endpoint');
  return url === undefined ? { outputsFile: outputs ?? '', endpoint } : { url };
}

/** Throws a UsageError when there is no such deployment. */
export async function findDeployment(name: DeploymentName): Promise<FoundDeployment> {
  // The Kinesis client speaks HTTP/2 by default, which no local server does.
  const handler = () => new NodeHttpHandler({ connectionTimeout: 2_000, requestTimeout: 30_000 });
  if ('url' in name) {
    const { endpoints, outputs, credentials } = await describeLocalCloud(name.url);
    return {
      outputs,
      configFor: (service) => ({
        ...clientConfigFor(endpoints[service], credentials),
        requestHandler: handler(),
      }),
    };
  }
  return {
    outputs: await readOutputsFile(name.outputsFile),
    configFor: () => ({ ...clientConfigFor(name.endpoint), requestHandler: handler() }),
  };
}
