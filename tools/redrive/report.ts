// What a redrive prints.

import type { RedriveReport } from './redrive.ts';
import type { RedriveObjectsReport } from './redrive-objects.ts';

export function formatReport({ reasons, sent }: RedriveReport, send: boolean, queue = 'quarantine'): string {
  if (reasons.size === 0) return `The ${queue} is empty.`;
  const rows = [...reasons].map(([reason, { messages, countable }]) => [reason, messages, countable]);
  const table = [['reason', 'messages', 'countable now'], ...rows]
    .map(([reason, messages, countable]) =>
      [String(reason).padEnd(32), String(messages).padStart(9), String(countable).padStart(15)].join(''),
    )
    .join('\n');
  const messages = sum([...reasons.values()].map((tally) => tally.messages));
  const countable = sum([...reasons.values()].map((tally) => tally.countable));
  const end = send
    ? `${sent} sent through again, ${messages - sent} left in the ${queue}.`
    : `Nothing was changed. With --send, ${countable} would be sent through again.`;
  return `${table}\n\n${end}`;
}

/** What is left to do is a part of it, because counts may not be exact before. */
export function formatObjects({ reasons, sent }: RedriveObjectsReport, send: boolean): string {
  if (reasons.size === 0) return 'The last resort is empty.';
  const table = [
    ['reason', 'objects', 'records'],
    ...[...reasons].map(([reason, it]) => [reason, it.objects, it.records]),
  ]
    .map(([reason, objects, records]) =>
      [String(reason).padEnd(34), String(objects).padStart(8), String(records).padStart(10)].join(''),
    )
    .join('\n');
  const objects = sum([...reasons.values()].map((tally) => tally.objects));
  const records = sum([...reasons.values()].map((tally) => tally.records));
  if (!send)
    return `${table}\n\nNothing was changed. With --send, ${records} records would be sent through again.`;
  return [
    table,
    '',
    `${sent.records} records sent through again, ${objects - sent.objects} objects left in the last resort.`,
    'When the iterator age has come down to zero, run npm run audit with --repair. Only then is every count exact',
    '(docs/audit.md).',
  ].join('\n');
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
