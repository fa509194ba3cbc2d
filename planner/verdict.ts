// Answers the first question: is there a bottleneck at all, or would a plain design do?

import type { Workload } from '../scenarios/scenario.ts';
import { show } from './components/component.ts';
import { PARTITION } from './limits.ts';
import {
  NETWORK_BYTES_PER_SECOND,
  REDIS_OPERATIONS_PER_SECOND,
  SQL_WRITES_PER_SECOND,
  TRUSTED_SHARE,
} from './napkin.ts';

export interface PlainDesign {
  readonly name: string;
  readonly load: number;
  readonly carries: number;
  readonly unit: string;
  readonly isEnough: boolean;
  readonly note: string;
}

export interface Verdict {
  /** Whether this whole system is needed: no durable plain design carries the peak. */
  readonly isNeeded: boolean;
  readonly summary: string;
  readonly designs: readonly PlainDesign[];
}

/** A like is a row of the person and a count of the post, so an SQL server writes twice in one transaction. */
const WRITES_PER_LIKE = 2;
/** Bytes of a page's answer, for each post. */
const BYTES_PER_POST = 100;

export function verdictOf(workload: Workload): Verdict {
  const { peakEventsPerSecond: likes, peakReadsPerSecond: pages, hotKeyShare, postsPerRead } = workload;
  const design = (name: string, load: number, carries: number, unit: string, note: string): PlainDesign => ({
    name,
    load,
    carries,
    unit,
    isEnough: load <= TRUSTED_SHARE * carries,
    note,
  });
  const item = design(
    'one DynamoDB item per post',
    likes * hotKeyShare,
    PARTITION.writeUnitsPerSecond,
    'writes/s of the hottest post',
    'exact with a row per person, in one transaction',
  );
  const sql = design(
    'one SQL server',
    likes * WRITES_PER_LIKE,
    SQL_WRITES_PER_SECOND,
    'writes/s',
    'exact in one transaction; the hottest row is locked by each like',
  );
  const redis = design(
    'one Redis node',
    likes * WRITES_PER_LIKE + pages * postsPerRead,
    REDIS_OPERATIONS_PER_SECOND,
    'operations/s',
    'fast, but a like is lost if the node dies before it is written down',
  );
  const network = design(
    'one network card',
    likes * workload.eventBytes + pages * postsPerRead * BYTES_PER_POST,
    NETWORK_BYTES_PER_SECOND,
    'B/s',
    'for any of them',
  );
  const designs = [item, sql, redis, network];
  const durable = [item, sql].filter(({ isEnough }) => isEnough);
  return { isNeeded: durable.length === 0, summary: summarize(workload, item, sql, redis), designs };
}

function summarize(workload: Workload, item: PlainDesign, sql: PlainDesign, redis: PlainDesign): string {
  const peak = `The peak is ${show(workload.peakEventsPerSecond)} likes/s, ${show(item.load)}/s of them for the hottest post`;
  const half = `half of the ${show(item.carries)}/s that one item takes`;
  if (item.isEnough)
    return (
      `One DynamoDB item per post is enough: you do not need this yet. ${peak}, which is at most ${half}.` +
      (sql.isEnough ? ' One SQL server would do as well.' : '')
    );
  if (sql.isEnough) return `One SQL server is enough: you do not need this yet. ${peak}.`;
  return (
    `A plain design does not carry this. ${peak}, which is above ${half}; one SQL server carries ${show(sql.carries)} writes/s.` +
    (redis.isEnough
      ? ' One Redis node would keep up, but is not durable.'
      : ' Not even one Redis node keeps up.')
  );
}
