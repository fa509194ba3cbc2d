// Makes counts wrong on purpose, for the audit to correct while likes flow, and keeps account of the corrections.

import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { keyOf } from '../../adapters/dynamodb/counter-item.ts';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { Tables } from '../../tools/audit/tables.ts';
import type { Journal } from './journal.ts';

const MOST_DRIFT = 5;
/** How many posts are tried to find one with a counter. */
const MOST_TRIES = 50;

export class FalseCounts {
  readonly #random: () => number;
  readonly #journal: Journal;
  /**
   * The drift of each post that is left. If it is not 0, a drift was not corrected, or a count was corrected without a
   * reason.
   */
  readonly #drift = new Map<string, number>();

  constructor(random: () => number, journal: Journal) {
    this.#random = random;
    this.#journal = journal;
  }

  /** Falsifies the count of one of the posts, if one is found that has a counter. */
  async falsify(tables: Tables, postIds: readonly string[]): Promise<void> {
    const size = 1 + Math.floor(this.#random() * MOST_DRIFT);
    const drift = this.#random() < 0.5 ? -size : size;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const postId = postIds[Math.floor(this.#random() * postIds.length)];
      if (postId === undefined || !(await addToCount(tables, postId, drift))) continue;
      this.#add(postId, drift);
      this.#journal.faults.count('counts falsified');
      this.#journal.note(`its count is falsified by ${drift}`, [postId]);
      return;
    }
  }

  noteCorrection(postId: string, delta: number): void {
    this.#add(postId, delta);
    this.#journal.events.count('counts corrected by the audit');
  }

  #add(postId: string, drift: number): void {
    this.#drift.set(postId, (this.#drift.get(postId) ?? 0) + drift);
  }

  /** Posts whose corrections do not add up to what was falsified. */
  get uncorrected(): string[] {
    return [...this.#drift].filter(([, drift]) => drift !== 0).map(([postId]) => postId);
  }
}

/** Adds to the count on the only condition that the item exists. Returns false when it does not. */
async function addToCount(
  { client, countersTable }: Tables,
  postId: string,
  drift: number,
): Promise<boolean> {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: countersTable,
        Key: keyOf(postId, ROOT_BUCKET),
        UpdateExpression: 'ADD likes :drift',
        ConditionExpression: 'attribute_exists(likes)',
        ExpressionAttributeValues: { ':drift': { N: String(drift) } },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
