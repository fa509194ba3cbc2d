// Tells the story of the posts that are wrong: their items, the people whose rows are wrong, and all that touched them, in
// order.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readCounterItem } from '../../adapters/dynamodb/counter-item.ts';
import type { Tables } from '../../tools/audit/tables.ts';
import { itemsOfPost } from '../items-of-post.ts';
import type { Journal } from './journal.ts';
import type { Outcome } from './run.ts';

/** How many posts are told of, and how many of the last lines of each. */
const TOLD_POSTS = 3;
const TOLD_ENTRIES = 400;
/** How many posts and people are listed. */
const LISTED = 20;

export async function tellStory(
  { differences, ledgerDifferences, uncorrected, audit, truth, atViewers }: Outcome,
  journal: Journal,
  { client, countersTable }: Tables,
): Promise<string> {
  const lines = differences
    .slice(0, LISTED)
    .map(({ postId, expected, counted }) => `${postId}: ${counted ?? 'no'} counted, ${expected} expected`);
  lines.push(
    ...ledgerDifferences
      .slice(0, LISTED)
      .map(
        ({ postId, person, expected, found }) =>
          `ledger: ${person} ${expected ? 'likes' : 'does not like'} ${postId}, but the row says ${describeRow(found)}`,
      ),
  );
  lines.push(
    ...audit.drifting.listed.map(({ postId, drift }) => `audit: ${postId} has a drift of ${drift}`),
    ...uncorrected.map((postId) => `audit: the corrections of ${postId} do not come to what was falsified`),
  );
  lines.push(
    ...atViewers.differences
      .slice(0, LISTED)
      .map(({ viewer, postId, expected, shown }) =>
        postId === undefined
          ? `viewer ${viewer} is not connected`
          : `viewer ${viewer}: shows ${shown} for ${postId}, ${expected} expected`,
      ),
  );
  const named = [...differences, ...ledgerDifferences, ...audit.drifting.listed].map(({ postId }) => postId);
  const shown = atViewers.differences.flatMap(({ postId }) => postId ?? []);
  const wrong = new Set([...named, ...uncorrected, ...shown]);
  for (const postId of [...wrong].slice(0, TOLD_POSTS)) {
    const likes = [...truth.likesOf(postId).values()];
    lines.push(
      '',
      `The story of ${postId} (${likes.filter(Boolean).length} of ${likes.length} people like it)`,
    );
    lines.push(...(await describeItems(client, countersTable, postId)));
    const entries = journal.storyOf(postId);
    if (entries.length > TOLD_ENTRIES) lines.push(`  ... ${entries.length - TOLD_ENTRIES} earlier lines`);
    lines.push(
      ...entries
        .slice(-TOLD_ENTRIES)
        .map(({ atMs, what }) => `  ${new Date(atMs).toISOString().slice(11, 23)}  ${what}`),
    );
  }
  return lines.join('\n');
}

const describeRow = (found: boolean | undefined) => {
  if (found === undefined) return 'nothing: there is none';
  return found ? 'like' : 'unlike';
};

async function describeItems(client: DynamoDBClient, table: string, postId: string): Promise<string[]> {
  const items = await itemsOfPost(client, table, postId);
  return [...items].map(([bucket, item]) => {
    const { count: likes, commits, closed, marks, split } = readCounterItem(item);
    const { buckets, generation, moved, open } = split;
    const state = [
      `${commits} commits`,
      closed ? 'closed' : '',
      buckets === undefined ? '' : `split over ${buckets}`,
      generation > 0 ? `generation ${generation}` : '',
      open.size > 0 ? `open ${[...open].join(' ')}` : '',
      moved.size > 0 ? `moved ${[...moved].map(([lane, bucket]) => `${lane} to ${bucket}`).join(', ')}` : '',
    ];
    const markList = [...marks].map(([lane, mark]) => `${lane} …${mark.slice(-12)}`).join(', ');
    const parts = [`${likes} likes`, ...state, `marks ${markList}`].filter((part) => part !== '');
    return `  ${bucket}: ${parts.join('; ')}`;
  });
}
