// Puts records without the AWS SDK: one small signed request, where the SDK's own work costs several times the CPU. What a caller can
// see is the same as with the SDK. docs/decisions/0009 has the figures.

import type { Agent } from 'node:http';
import { readCredentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import type { KinesisPuts } from '../puts.ts';
import { KinesisError, readAnswer } from './kinesis-error.ts';
import { classifyFailure, makeRepeatCall, type RepeatOptions } from './repeat-call.ts';
import { makeSendPost } from './send-post.ts';
import { deriveSigningKey, type SigningKey, signRequest, toAmzDate } from './sign-request.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** An answer to 500 records takes some 150 kB. */
const MAX_ANSWER_BYTES = 1_000_000;

/** A clock that is wrong by this much, in milliseconds, may be why a call was refused. Kinesis takes five minutes. */
const SKEWED_MS = 240_000;

export interface LightPutsOptions extends Omit<RepeatOptions, 'classify'> {
  readonly endpoint: Endpoint;
  readonly env: NodeJS.ProcessEnv;
  readonly agent: Agent;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly now: () => number;
}

export function makeLightPuts(options: LightPutsOptions): KinesisPuts {
  const { endpoint, env, now } = options;
  const { region } = endpoint;
  const url = endWithSlash(endpoint.url);
  const send = makeSendPost({ ...options, url, maxAnswerBytes: MAX_ANSWER_BYTES });
  const skewed = new WeakSet<Error>();
  const repeat = makeRepeatCall({
    ...options,
    classify: (error) => {
      if (!(error instanceof Error)) return 'refused';
      return skewed.has(error) ? 'transient' : classifyFailure(error);
    },
  });
  let clockOffsetMs = 0;
  let keyOf: { secret: string; signingKey: SigningKey } | undefined;

  function signingKeyFor(secret: string, day: string): SigningKey {
    if (keyOf?.secret !== secret || keyOf.signingKey.day !== day)
      keyOf = { secret, signingKey: deriveSigningKey(secret, day, region) };
    return keyOf.signingKey;
  }

  function headersFor(target: string, body: string): string[] {
    const credentials = readCredentials(env);
    const amzDate = toAmzDate(now() + clockOffsetMs);
    const signingKey = signingKeyFor(credentials.secretAccessKey, amzDate.slice(0, 8));
    const request = { host: url.host, path: url.pathname, contentType: CONTENT_TYPE, target, body };
    const headers = [
      'Host',
      url.host,
      'Content-Type',
      CONTENT_TYPE,
      'Content-Length',
      String(Buffer.byteLength(body)),
      'X-Amz-Date',
      amzDate,
      'X-Amz-Target',
      target,
      'Authorization',
      signRequest(request, amzDate, credentials, signingKey),
    ];
    const { sessionToken } = credentials;
    if (sessionToken !== undefined) headers.push('X-Amz-Security-Token', sessionToken);
    return headers;
  }

  /** Corrects the clock by the time that an error tells. Returns whether that may make the difference. */
  function learnTime(date: string | undefined): boolean {
    const serverMs = Date.parse(date ?? '');
    if (!(Math.abs(serverMs - now() - clockOffsetMs) >= SKEWED_MS)) return false;
    clockOffsetMs = serverMs - now();
    return true;
  }

  async function callOnce(action: string, body: string, signal: AbortSignal | undefined): Promise<object> {
    const answer = await send(headersFor(`Kinesis_20131202.${action}`, body), body, signal);
    try {
      return readAnswer(answer);
    } catch (error) {
      if (error instanceof KinesisError && learnTime(answer.date)) skewed.add(error);
      throw error;
    }
  }

  const call = (action: string, input: object, signal: AbortSignal | undefined) => {
    const body = JSON.stringify(input);
    return repeat(() => callOnce(action, body, signal), signal);
  };

  return {
    putRecord: (input, signal) => call('PutRecord', inJson(input), signal),
    putRecords: ({ StreamName, Records }, signal) =>
      call('PutRecords', { StreamName, Records: Records.map(inJson) }, signal),
  };
}

/** The SDK takes the path of an endpoint as that of a folder. */
const endWithSlash = (url: URL) => new URL(url.pathname.replace(/\/?$/, '/'), url);

/** JSON carries bytes as base64. */
const inJson = <T extends { readonly Data: Buffer }>(input: T) => ({
  ...input,
  Data: input.Data.toString('base64'),
});
