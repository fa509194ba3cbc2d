// One chaos run: bursts until the time is over, disturbances meanwhile, and at the end the verdict.

import type { AuditReport } from '../../tools/audit/audit-report.ts';
import type { Api } from '../../traffic/api.ts';
import type { Difference } from '../../traffic/counts.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import type { Visitors } from '../../traffic/visitors.ts';
import { auditAtTheEnd, auditOnce } from './auditor.ts';
import type { ChaosCloud } from './chaos-cloud.ts';
import { checkLedger, type LedgerDifference, userIdOfToken } from './check-ledger.ts';
import { startDisturbances } from './disturbances.ts';
import type { Journal } from './journal.ts';
import { LiveViewers, type ViewersOutcome } from './live-viewers.ts';
import type { ChaosOptions } from './options.ts';
import { makeResharder } from './reshard.ts';
import { makeMalformedRecords } from './malformed-records.ts';
import type { RunningTruth } from './running-truth.ts';
import { SecondReaders } from './second-readers.ts';
import { settle, type SettleLimits } from './settle.ts';
import { makeWorkload } from './workload.ts';

/** Between bursts no time is promised, so only counts that stand still are wrong. A falsified count waits for the audit. */
const STANDS_STILL_MS = 60_000;
const AUDIT_PATIENCE_MS = 600_000;
const BURST_PATIENCE_MS = 15 * 60_000;

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
  readonly withinSeconds: number;
  /** The time from the last action of each burst until all counts were exact. The promise is about the last burst. */
  readonly exactAfterMs: readonly number[];
  readonly secondReaders: number;
  readonly differences: readonly Difference[];
  readonly ledgerDifferences: readonly LedgerDifference[];
  readonly malformed: { readonly sent: number; readonly missing: number };
  /** Posts whose corrections do not add up to what was falsified. */
  readonly uncorrected: readonly string[];
  readonly audit: AuditReport;
  /** Of those who look, and when they were exact after the last action, in milliseconds. */
  readonly atViewers: ViewersOutcome & { readonly exactAfterMs: number | undefined };
}

/** Rejects with an AbortError when the signal ends the run. */
export async function runChaos(
  { minutes, seed, batches: batchCount, withinSeconds, rates }: ChaosOptions,
  { cloud, api, visitors, journal, say, signal }: ChaosPorts,
): Promise<Outcome> {
  const { dynamodb, kinesis, sqs } = cloud.clients;
  const { LikeEventsStream: streamName = '', QuarantineQueueUrl = '' } = cloud.outputs;
  const random = makeSeededRandom(seed + 1);
  const workload = makeWorkload({ api, visitors, batchCount, random: makeSeededRandom(seed), signal });
  const readers = new SecondReaders(cloud, journal, rates['second-reader']);
  const malformed = makeMalformedRecords(kinesis, streamName, random);
  const reshard = makeResharder({ kinesis, streamName, random, journal });
  const viewers = new LiveViewers({
    cloud,
    visitors,
    // A correction by the audit is told with the next like, so those who look may show a false count until then.
    count: rates['false-count'] > 0 ? 0 : rates.viewer,
    postIds: () => [...workload.truth.counts().keys()],
    random: makeSeededRandom(seed + 3),
    journal,
    signal,
  });
  const exactAfterMs: number[] = [];
  const atTheEnd = { unchangedForMs: Number.POSITIVE_INFINITY, timeoutMs: withinSeconds * 1_000 };
  const betweenBursts = {
    unchangedForMs: rates['false-count'] > 0 ? AUDIT_PATIENCE_MS : STANDS_STILL_MS,
    timeoutMs: BURST_PATIENCE_MS,
  };
  const startedMs = Date.now();
  let lastActionMs = startedMs;
  let atViewers: Outcome['atViewers'] | undefined;
  const elapsed = () => (Date.now() - startedMs) / (minutes * 60_000);

  const disturbances = { random, signal, onFailure: (what: string) => journal.note(what) };
  const whileLikesFlow = startDisturbances(disturbances, [
    { name: 'reshard', perMinute: rates.reshard, once: reshard },
    { name: 'malformed', perMinute: rates.malformed, once: () => malformed.put() },
    { name: 'drop', perMinute: rates.drop, once: () => viewers.dropSome() },
  ]);
  const always = startDisturbances(disturbances, [
    {
      name: 'merge',
      perMinute: rates.merge,
      once: async () => void (await cloud.invoke('merge-buckets', '{}')),
    },
    { name: 'audit', perMinute: rates.audit, once: () => auditOnce(cloud.faultyTables, journal, signal) },
  ]);

  async function falsify(): Promise<void> {
    const postIds = [...workload.truth.counts().keys()];
    for (let left = rates['false-count']; left >= 1; left--)
      await cloud.falseCounts.falsify(cloud.tables, postIds);
  }

  async function check(limits: SettleLimits, lastActionMs: number): Promise<readonly Difference[]> {
    const { comparison, exactAtMs } = await settle(api, workload.truth.counts(), limits, signal);
    if (exactAtMs !== undefined) exactAfterMs.push(exactAtMs - lastActionMs);
    return comparison.differences;
  }

  async function sendBursts(): Promise<readonly Difference[]> {
    for (let burst = 1; elapsed() < 1; burst++) {
      readers.startWhenDue(elapsed());
      await Promise.all([workload.sendBurst(), falsify(), viewers.start()]);
      const differences = await check(betweenBursts, Date.now());
      if (differences.length > 0) return differences;
      const after = `exact ${inSeconds(exactAfterMs.at(-1) ?? 0)} after its last action`;
      const sums = `${workload.truth.actions} actions, ${journal.faults.total} faults so far`;
      say(`${inSeconds(Date.now() - startedMs)}: burst ${burst} ${after}; ${sums}`);
    }
    readers.startWhenDue(1);
    await Promise.all([workload.sendBurst(), viewers.start()]);
    lastActionMs = Date.now();
    await whileLikesFlow.stop();
    const [differences, seen] = await Promise.all([check(atTheEnd, lastActionMs), checkViewers()]);
    atViewers = seen;
    if (differences.length === 0) return [];
    say(`not exact within ${withinSeconds} s: waiting to see whether it is late or wrong`);
    return check(betweenBursts, lastActionMs);
  }

  async function checkViewers(): Promise<Outcome['atViewers']> {
    const settled = await viewers.settle(workload.truth.counts(), betweenBursts);
    const { exactAtMs } = settled;
    return { ...settled, exactAfterMs: exactAtMs === undefined ? undefined : exactAtMs - lastActionMs };
  }

  async function checkReplay(): Promise<readonly Difference[]> {
    if (readers.count === 0) return [];
    say('waiting for the second reader to come to the end of the stream');
    await readers.waitUntilCaughtUp(signal);
    const { comparison } = await settle(api, workload.truth.counts(), atTheEnd, signal);
    return comparison.differences;
  }

  try {
    let differences = await sendBursts();
    if (differences.length === 0) differences = await checkReplay();
    await always.stop();
    const userIdOf = async (person: string) => userIdOfToken(await visitors.tokenOf(person));
    return {
      truth: workload.truth,
      seconds: (Date.now() - startedMs) / 1_000,
      withinSeconds,
      exactAfterMs,
      secondReaders: readers.count,
      differences,
      ledgerDifferences: await checkLedger(dynamodb, cloud.tables.likesTable, workload.truth, userIdOf),
      malformed: {
        sent: malformed.sent,
        missing: await malformed.countMissing(sqs, QuarantineQueueUrl, withinSeconds * 1_000),
      },
      uncorrected: cloud.falseCounts.uncorrected,
      audit: await auditAtTheEnd(cloud.tables, signal),
      atViewers: atViewers ?? (await checkViewers()),
    };
  } finally {
    await Promise.all([whileLikesFlow.stop(), always.stop(), readers.close(), viewers.close()]);
  }
}

const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
