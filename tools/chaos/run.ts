// One chaos run: bursts until the time is over, disturbances meanwhile, and at the end the verdict.

import type { Api } from '../likes-api/api.ts';
import type { Difference } from '../replay/counts.ts';
import { makeSeededRandom } from '../replay/seeded-random.ts';
import { sendActions } from '../replay/send.ts';
import type { Visitors } from '../replay/visitors.ts';
import { ACTIONS_PER_BATCH, makeBursts } from './burst.ts';
import type { ChaosCloud } from './chaos-cloud.ts';
import { checkLedger, type LedgerDifference, userIdOfToken } from './check-ledger.ts';
import { startDisturbances } from './disturbances.ts';
import type { Journal } from './journal.ts';
import type { ChaosOptions } from './options.ts';
import { makeResharder } from './reshard.ts';
import { makeRubbish } from './rubbish.ts';
import { RunningTruth } from './running-truth.ts';
import { SecondReaders } from './second-readers.ts';
import { settle, type SettleLimits } from './settle.ts';

/** Between bursts nothing is promised, and only counts that stand still are wrong. */
const BETWEEN_BURSTS: SettleLimits = { unchangedForMs: 60_000, timeoutMs: 10 * 60_000 };

/** Share of the batches that is sent action by action, by PUT and DELETE. */
const SINGLE_SHARE = 0.02;
const CONNECTIONS = 16;

export interface ChaosPorts {
  readonly cloud: ChaosCloud;
  readonly api: Api;
  readonly visitors: Visitors;
  readonly journal: Journal;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface Outcome {
  readonly truth: RunningTruth;
  readonly seconds: number;
  /** For each burst: from its last action until all counts were exact. The last one's is what was promised. */
  readonly exactAfterMs: readonly number[];
  readonly secondReaders: number;
  readonly differences: readonly Difference[];
  readonly ledgerDifferences: readonly LedgerDifference[];
  readonly rubbish: { readonly sent: number; readonly missing: number };
}

/** Rejects with an AbortError when the signal ends the run. */
export async function runChaos(
  { minutes, seed, batches: batchCount, withinSeconds, rates }: ChaosOptions,
  { cloud, api, visitors, journal, say, signal }: ChaosPorts,
): Promise<Outcome> {
  const { dynamodb, kinesis, sqs } = cloud.clients;
  const { LikeEventsStream: streamName = '', LikesTable = '', QuarantineQueueUrl = '' } = cloud.outputs;
  const random = makeSeededRandom(seed + 1);
  const bursts = makeBursts(batchCount, makeSeededRandom(seed));
  const truth = new RunningTruth();
  const readers = new SecondReaders(cloud, journal, rates['second-reader']);
  const rubbish = makeRubbish(kinesis, streamName, random);
  const exactAfterMs: number[] = [];
  const atTheEnd: SettleLimits = {
    unchangedForMs: Number.POSITIVE_INFINITY,
    timeoutMs: withinSeconds * 1_000,
  };
  const startedMs = Date.now();
  const elapsed = () => (Date.now() - startedMs) / (minutes * 60_000);
  const disturbances = { random, signal, onFailure: (what: string) => journal.note(what) };
  const reshard = makeResharder({ kinesis, streamName, random, journal });
  const whileLikesFlow = startDisturbances(disturbances, [
    { name: 'reshard', perMinute: rates.reshard, once: reshard },
    { name: 'rubbish', perMinute: rates.malformed, once: () => rubbish.put() },
  ]);
  const always = startDisturbances(disturbances, [
    {
      name: 'merge',
      perMinute: rates.merge,
      once: async () => void (await cloud.invoke('merge-buckets', '{}')),
    },
  ]);

  async function sendBurst(): Promise<void> {
    readers.startWhenDue(elapsed());
    const batches = bursts.next(Date.now());
    truth.add(batches.flat());
    const send = (actions: typeof batches, batchSize: number) =>
      sendActions(actions.flat(), { api, visitors, concurrency: CONNECTIONS / 2, batchSize, signal });
    const singles = Math.ceil(batchCount * SINGLE_SHARE);
    await Promise.all([send(batches.slice(singles), ACTIONS_PER_BATCH), send(batches.slice(0, singles), 1)]);
    signal.throwIfAborted();
  }

  async function check(limits: SettleLimits): Promise<readonly Difference[]> {
    const settled = await settle(api, truth.counts(), limits, signal);
    if (settled.exactAfterMs !== undefined) exactAfterMs.push(settled.exactAfterMs);
    return settled.comparison.differences;
  }

  async function sendBursts(): Promise<readonly Difference[]> {
    for (let burst = 1; elapsed() < 1; burst++) {
      await sendBurst();
      const differences = await check(BETWEEN_BURSTS);
      if (differences.length > 0) return differences;
      say(
        describeBurst(burst, Date.now() - startedMs, exactAfterMs.at(-1) ?? 0, truth.actions, journal.faults),
      );
    }
    await sendBurst();
    await whileLikesFlow.stop();
    return check(atTheEnd);
  }

  async function checkReplay(): Promise<readonly Difference[]> {
    if (readers.count === 0) return [];
    say('waiting for the second reader to come to the end of the stream');
    await readers.waitUntilCaughtUp(signal);
    const settled = await settle(api, truth.counts(), atTheEnd, signal);
    return settled.comparison.differences;
  }

  try {
    let differences = await sendBursts();
    if (differences.length === 0) differences = await checkReplay();
    const userIdOf = async (person: string) => userIdOfToken(await visitors.tokenOf(person));
    return {
      truth,
      seconds: (Date.now() - startedMs) / 1_000,
      exactAfterMs,
      secondReaders: readers.count,
      differences,
      ledgerDifferences: await checkLedger(dynamodb, LikesTable, truth, userIdOf),
      rubbish: { sent: rubbish.sent, missing: await rubbish.countMissing(sqs, QuarantineQueueUrl) },
    };
  } finally {
    await Promise.all([whileLikesFlow.stop(), always.stop(), readers.close()]);
  }
}

function describeBurst(
  burst: number,
  atMs: number,
  afterMs: number,
  actions: number,
  faults: number,
): string {
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  return `${seconds(atMs)} s: burst ${burst} exact ${seconds(afterMs)} s after its last action; ${actions} actions, ${faults} faults so far`;
}
