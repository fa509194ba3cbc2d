// Lists the quotas of AWS that a plan uses as a Markdown table, also for docs/quotas.md. Pure.

import { showAmount } from '../../planner/components/component.ts';
import type { Plan } from '../../planner/plan.ts';
import { type QuotaUse, quotaUses } from '../../planner/quota-uses.ts';

const HEAD = ['Quota', 'Code', 'Default', 'Needed at the peak', 'Verdict', 'For'];

export const formatQuotas = (plan: Pick<Plan, 'components' | 'capacity'>): string =>
  [HEAD, ['---', '---', '---:', '---:', '---', '---'], ...quotaUses(plan).map(row)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const row = (use: QuotaUse): string[] => {
  const { quota, usedBy, load, limit, unit } = use;
  const name = `${quota.service}: ${quota.name}`;
  return [
    name,
    quota.code ?? 'none',
    showAmount(limit, unit),
    showAmount(load, unit),
    verdictOf(use),
    usedBy,
  ];
};

function verdictOf({ quota: { least, code }, load, limit, unit }: QuotaUse): string {
  if (load > limit) return code === undefined ? '**ask AWS Support for more**' : '**raise it**';
  if (least && load > limit * least.share)
    return `**raise it ${least.where}**, where it may be ${showAmount(limit * least.share, unit)}`;
  return 'enough';
}
