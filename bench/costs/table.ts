// The cost table as Markdown, and its place in a document. Pure.

import type { Cost } from './measure.ts';

const BEGIN = '<!-- costs: begin -->';
const END = '<!-- costs: end -->';

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

/** The document with the table between its markers. Throws where it has none. */
export function putIntoDocument(document: string, table: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin === -1 || end < begin) throw new RangeError(`the document has no ${BEGIN} and ${END}`);
  return `${document.slice(0, begin + BEGIN.length)}\n${table}\n${document.slice(end)}`;
}
