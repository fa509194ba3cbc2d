// Reads and changes the deny list. What is over is removed whenever somebody adds to the list.

import { UsageError } from '../../command-line/usage-error.ts';
import {
  type DenyListTable,
  putDenied,
  readDenied,
  removeDenied,
} from '../../adapters/dynamodb/deny-list.ts';
import { type DeniedEntry, isOver, MAX_DENIED } from '../../core/fairness/deny-list.ts';
import type { DenyCommand } from './options.ts';

const nameOf = ({ kind, id }: Pick<DeniedEntry, 'kind' | 'id'>): string => `${kind} ${id}`;

/** Returns what the command prints. Throws a UsageError when the list would have too many entries. */
export async function deny(table: DenyListTable, command: DenyCommand, nowMs: number): Promise<string> {
  if (command.action === 'add') return await add(table, command, nowMs);
  if (command.action === 'list')
    return describeList((await readDenied(table)).filter((entry) => !isOver(entry, nowMs)));
  for (const named of command.named) await removeDenied(table, named);
  return `${command.named.map(nameOf).join(', ')}: allowed again within a minute.`;
}

async function add(
  table: DenyListTable,
  { named, reason, by, forMs }: DenyCommand,
  nowMs: number,
): Promise<string> {
  const known = await readDenied(table);
  const over = known.filter((entry) => isOver(entry, nowMs));
  const names = new Set([...known.filter((entry) => !over.includes(entry)), ...named].map(nameOf));
  if (names.size > MAX_DENIED)
    throw new UsageError(`the list would have ${names.size} entries, and may have ${MAX_DENIED}`);
  for (const entry of over) await removeDenied(table, entry);
  const untilMs = forMs === undefined ? undefined : nowMs + forMs;
  for (const it of named) await putDenied(table, { ...it, reason, by, sinceMs: nowMs, untilMs });
  const until = untilMs === undefined ? '' : ` until ${timeOf(untilMs)}`;
  return `${named.map(nameOf).join(', ')}: denied within a minute${until}.`;
}

const timeOf = (ms: number): string => new Date(ms).toISOString();

function describeList(entries: readonly DeniedEntry[]): string {
  if (entries.length === 0) return 'Nobody and nothing is denied.';
  return entries
    .map(({ sinceMs, untilMs, by, reason, ...it }) => {
      const until = untilMs === undefined ? '' : ` until ${timeOf(untilMs)}`;
      return `${nameOf(it)}\n  since ${timeOf(sinceMs)}${until}, by ${by}: ${reason}`;
    })
    .join('\n');
}
