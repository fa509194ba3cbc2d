// Finds the parts of the deployment that a tool works on, by the address of a local cloud or by the outputs of a deployment.

import { readFile } from 'node:fs/promises';
import { UsageError } from '../command-line/usage-error.ts';
import { ANY_CREDENTIALS, type Credentials, readCredentialsFile } from '../local/guard/credentials.ts';

export type Outputs = Readonly<Record<string, string | undefined>>;

export type Service = 'dynamodb' | 'kinesis' | 'sqs' | 's3' | 'secretsManager' | 'lambda';

interface LocalCloudDescription {
  /** The address of each service. */
  readonly endpoints: Readonly<Record<Service, string>>;
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
