// What a withdrawal prints.

import type { WithdrawReport } from './withdraw.ts';

const number = (value: number) => value.toLocaleString('en-US');

export function formatReport(report: WithdrawReport, send: boolean): string {
  const { likes, persons, posts, topPosts, rows, passes, foundAtLast } = report;
  const lines = [
    ['likes', number(likes)],
    ['persons', number(persons)],
    ['posts', number(posts)],
    ['ledger rows read', number(rows)],
    ['passes', number(passes)],
  ].map(([name = '', value = '']) => `${name.padEnd(18)}${value.padStart(12)}`);
  const top = topPosts.map((post) => `${number(post.likes).padStart(12)}  ${post.postId}`);
  return [
    ...(top.length > 0 ? [`${send ? 'Withdrawn' : 'To withdraw'}, by post:`, ...top, ''] : []),
    ...lines,
    '',
    verdict(send, foundAtLast, likes),
  ].join('\n');
}

function verdict(send: boolean, foundAtLast: number, likes: number): string {
  if (!send) return `Nothing was changed. With --send, ${number(likes)} likes would be withdrawn.`;
  if (foundAtLast === 0) return 'Done: nothing of it is left in the ledger.';
  return `NOT DONE: the last pass still found ${number(foundAtLast)} likes. Run the same command again.`;
}
