// Measures the kinds of requests by the CPU time of this process, each in turns with the like that it is compared with.

import { type HttpFunction, operations, routes } from '../../core/api/routes.ts';
import type { Cost } from './cost.ts';
import { isRefusal, type Kind } from './kind.ts';
import { KNOWN_LIKE } from './like-kinds.ts';
import { makeEvent } from './make-event.ts';
import type { Tokens } from './tokens.ts';
import type { Traffic } from './traffic.ts';

export type Handler = (event: object, context: object) => Promise<{ statusCode: number; body: string }>;

/** A deployment: its functions, and the tokens that they take. */
export interface Deployment {
  readonly handlers: Readonly<Partial<Record<HttpFunction, Handler>>>;
  readonly tokens: Tokens;
}

export interface Surroundings {
  readonly deployments: Readonly<Record<'visitors' | 'rsa' | 'ec' | 'challenge', Deployment>>;
  readonly takeTraffic: () => Promise<Traffic>;
  /** Returns how many bytes were logged since the last call. */
  readonly takeLogBytes: () => number;
}

export interface Rounds {
  readonly rounds: number;
  /** How many requests of a kind follow one another in a round. */
  readonly requests: number;
}

/** Thrown when a request is not answered as its kind says. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

const CONTEXT = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 10_000 };
const knownRoutes = new Set(operations.map((it) => `${routes[it].method} ${routes[it].path}`));

/** Throws an UnexpectedAnswerError. */
export async function measureKind(
  kind: Kind,
  surroundings: Surroundings,
  { rounds, requests }: Rounds,
): Promise<Cost> {
  const { route, name, status } = kind;
  const once = await measureOnce(kind, surroundings);
  // Both begin warm.
  await runBlock(KNOWN_LIKE, surroundings, requests);
  await runBlock(kind, surroundings, requests);
  const cpu: number[] = [];
  const ratios: number[] = [];
  while (cpu.length < rounds) {
    const like = await runBlock(KNOWN_LIKE, surroundings, requests);
    const own = await runBlock(kind, surroundings, requests);
    cpu.push(own);
    ratios.push(own / like);
  }
  const measured = { cpuMicroseconds: median(cpu), likes: median(ratios) };
  return { route, name, status, isRefusal: isRefusal(kind), ...once, ...measured };
}

async function measureOnce(kind: Kind, surroundings: Surroundings): Promise<Traffic & { logBytes: number }> {
  await surroundings.takeTraffic();
  surroundings.takeLogBytes();
  await runBlock(kind, surroundings, 1);
  return { logBytes: surroundings.takeLogBytes(), ...(await surroundings.takeTraffic()) };
}

/** Returns the CPU time of one request, in microseconds. */
async function runBlock(kind: Kind, { deployments }: Surroundings, requests: number): Promise<number> {
  const { route, answeredBy, deployment = 'visitors', request, status, name } = kind;
  const { handlers, tokens } = deployments[deployment];
  const handler = handlers[answeredBy];
  if (!handler) throw new Error(`${answeredBy} is not deployed with ${deployment}`);
  const events = Array.from({ length: requests }, () =>
    makeEvent(route, request(tokens), knownRoutes.has(route)),
  );
  const before = process.cpuUsage();
  for (const event of events) {
    const { statusCode, body } = await handler(event, CONTEXT);
    if (statusCode !== status)
      throw new UnexpectedAnswerError(`${route}, ${name}: ${statusCode} and not ${status}: ${body}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
