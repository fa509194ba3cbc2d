// Finds the parts of the deployment that a tool works on, by the address of a local cloud or by the outputs of a deployment.

import { readFile } from 'node:fs/promises';
import { checkUrl } from '../command-line/check-url.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { ANY_CREDENTIALS, type Credentials, readCredentialsFile } from '../local/guard/credentials.ts';

export type Outputs = Readonly<Record<string, string | undefined>>;

/** The deployment that a command line names. */
export type DeploymentName =
  | { readonly url: string }
  | { readonly outputsFile: string; readonly endpoint: string | undefined };

export interface FoundDeployment {
  /** An endpoint that is missing is that of AWS. */
  readonly endpoints: { readonly [Service in 'dynamodb' | 'kinesis' | 'sqs']?: string | undefined };
  readonly outputs: Outputs;
  readonly credentials?: Credentials;
}

interface LocalCloudDescription {
  /** The address of each service. */
  readonly endpoints: Readonly<Record<'dynamodb' | 'kinesis' | 'secretsManager' | 'sqs', string>>;
  readonly outputs: Outputs;
  /** Only the user who runs the local cloud can read this file. */
  readonly credentialsFile: string;
}

export type FoundLocalCloud = Omit<LocalCloudDescription, 'credentialsFile'> & {
  readonly credentials: Credentials;
};

/** The path at which a local cloud describes its parts. */
const LOCAL_CLOUD_PATH = '/_local-cloud';

const LOCAL_REGION = 'us-east-1';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const isLoopback = (endpoint: string | undefined): boolean =>
  endpoint !== undefined && LOOPBACK.test(new URL(endpoint).hostname);

/** Throws a UsageError when no local cloud answers at the address. */
export async function describeLocalCloud(url: string): Promise<FoundLocalCloud> {
  try {
    const response = await fetch(new URL(LOCAL_CLOUD_PATH, url), { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const { credentialsFile, ...described } = (await response.json()) as LocalCloudDescription;
    return { ...described, credentials: readCredentialsFile(credentialsFile) };
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : message;
    throw new UsageError(`--url ${url} is not a running local cloud: ${reason}`, { cause: error });
  }
}

/** Returns the outputs of all stacks in a file of `cdk deploy --outputs-file`. Throws a UsageError when it cannot be read. */
export async function readOutputsFile(file: string): Promise<Outputs> {
  try {
    const stacks = JSON.parse(await readFile(file, 'utf8')) as Record<string, Outputs> | null;
    return Object.assign({}, ...Object.values(stacks ?? {})) as Outputs;
  } catch (error) {
    throw new UsageError(`--outputs ${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** Returns the deployment that the flags name. Throws a UsageError unless they name one. */
export function nameDeployment({
  url,
  outputs,
  endpoint,
}: Readonly<Record<'url' | 'outputs' | 'endpoint', string | undefined>>): DeploymentName {
  if (endpoint !== undefined) checkUrl(endpoint, '--endpoint');
  if (url === undefined && outputs !== undefined) return { outputsFile: outputs, endpoint };
  if (url === undefined || outputs !== undefined)
    throw new UsageError('say which deployment: either --url or --outputs');
  checkUrl(url);
  if (endpoint !== undefined)
    throw new UsageError('--url finds the deployment by itself: leave out --endpoint');
  return { url };
}

/** Throws a UsageError when there is no such local cloud or file. */
export async function findDeployment(name: DeploymentName): Promise<FoundDeployment> {
  if ('url' in name) return await describeLocalCloud(name.url);
  const { endpoint, outputsFile } = name;
  return {
    endpoints: { dynamodb: endpoint, kinesis: endpoint, sqs: endpoint },
    outputs: await readOutputsFile(outputsFile),
  };
}

/**
 * Returns the settings that an SDK client needs to reach an endpoint.
 *
 * @param endpoint    if undefined, the client reaches AWS as the environment says
 * @param credentials if undefined, the client uses those of the environment
 */
export const clientConfigFor = (endpoint: string | undefined, credentials?: Credentials) => ({
  ...(endpoint !== undefined && { endpoint }),
  ...(isLoopback(endpoint) && { region: process.env['AWS_REGION'] ?? LOCAL_REGION }),
  // Most emulators on this machine accept any credentials. Without these the SDK would look for real ones.
  ...(isLoopback(endpoint) && !hasOwnCredentials() && { credentials: ANY_CREDENTIALS }),
  ...(credentials && { credentials }),
});

const hasOwnCredentials = () =>
  process.env['AWS_ACCESS_KEY_ID'] !== undefined || process.env['AWS_SHARED_CREDENTIALS_FILE'] !== undefined;
