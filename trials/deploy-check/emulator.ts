// Checks that an address is an emulator of AWS. Nothing here ever reaches an AWS account.

import { UsageError } from '../../command-line/usage-error.ts';

/** The account of every emulator. The check deploys to no other account. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The emulators that the check knows. */
export type EmulatorKind = 'ministack' | 'localstack';

/** What the app can be deployed for. */
export type Target = 'aws' | 'localstack';

export interface Emulator {
  /** Undefined for an emulator that somebody else has started. */
  readonly kind?: EmulatorKind;
  /** For example `MiniStack 1.5.33`. */
  readonly name: string;
  readonly endpoint: string;
  /** How many requests at a time it answers before the functions give up waiting for it. Undefined means many. */
  readonly concurrency?: number;
  /** Whether it deletes resources whose DeletionPolicy is RetainExceptOnCreate. AWS keeps them when it deletes a stack. */
  readonly deletesRetainExceptOnCreate?: boolean;
  close(): Promise<void>;
}

/** What an emulator that the check starts is started with. */
export interface StartOptions {
  /** The directory of the Python environment's commands. */
  readonly bin: string;
  /** A port that is free. */
  readonly port: number;
  readonly workDir: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Throws a UsageError when nobody answers, or when the answer is not an emulator's. */
export async function checkEmulator(endpoint: string): Promise<void> {
  const text = await callQuery(endpoint, 'sts', { Action: 'GetCallerIdentity', Version: '2011-06-15' }).catch(
    (cause: unknown) => {
      throw new UsageError(`nobody answers at ${endpoint} (${reasonOf(cause)})`, { cause });
    },
  );
  const account = /<Account>(\d+)<\/Account>/.exec(text)?.[1];
  if (account === ACCOUNT) return;
  const who =
    account === undefined ? 'is no emulator of AWS' : `is account ${account}, not the emulators' ${ACCOUNT}`;
  throw new UsageError(`${endpoint} ${who}`);
}

/** Sends a request of AWS's query protocol and returns the answer. */
export async function callQuery(endpoint: string, service: string, parameters: Record<string, string>) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...signedFor(service),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(parameters).toString(),
    signal: AbortSignal.timeout(30_000),
  });
  return await answer.text();
}

/** An emulator reads from the signature which service a request is for. It does not verify the signature. */
export const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return String(code ?? message);
}

/** Returns what the CDK and its AWS SDKs must see. The machine's own profiles are left out. */
export function emulatorEnvironment(endpoint: string, path: string, homeDir: string): NodeJS.ProcessEnv {
  return {
    PATH: path,
    HOME: homeDir,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
