// Formats the cost table as Markdown and puts it into a document. This module is pure.

import type { Cost } from './measure.ts';

export function formatCosts(costs: readonly Cost[]): string {
  const rows = costs.map(({ name, likes, used }) => {
    const perLike = (kind: string) => ((used[kind] ?? 0) / likes).toFixed(3).replace(/\.?0+$/, '');
    return [
      name,
      perLike('LedgerWriteUnits'),
      perLike('CounterWriteUnits'),
      perLike('LedgerReadUnits'),
      perLike('CounterReadUnits'),
    ];
  });
  const head = ['per like', 'ledger WCU', 'counter WCU', 'ledger RCU', 'counter RCU'];
  return [head, ['---', '---:', '---:', '---:', '---:'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** Returns the document with the table between the markers of this name. Throws a RangeError when there are no such markers. */
export function putIntoDocument(document: string, table: string, name = 'costs'): string {
  const beginMark = `<!-- ${name}: begin -->`;
  const endMark = `<!-- ${name}: end -->`;
  const begin = document.indexOf(beginMark);
  const end = document.indexOf(endMark);
  if (begin === -1 || end < begin) throw new RangeError(`the document has no ${beginMark} and ${endMark}`);
  return `${document.slice(0, begin + beginMark.length)}\n${table}\n${document.slice(end)}`;
}
