// Formats the cost table as Markdown. This module is pure.

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
