// Which quotas of AWS a plan uses, and how much of each at its peak: what to look at before traffic arrives.

import type { Capacity, TableCapacity } from './capacity.ts';
import type { Component } from './components/component.ts';
import type { Plan } from './plan.ts';
import { UNITS_OF_AN_ACCOUNT } from './quotas.ts';
import { requestQuotaOf } from './request-quota.ts';
import { SERVICE_QUOTAS, type ServiceQuota } from './service-quotas.ts';

export interface QuotaUse extends Pick<Component, 'load' | 'limit' | 'unit'> {
  readonly quota: ServiceQuota;
  /** What of the plan uses it. */
  readonly usedBy: string;
}

/** The one that is used most comes first. */
export function quotaUses({ components, capacity }: Pick<Plan, 'components' | 'capacity'>): QuotaUse[] {
  const ofComponents = components.flatMap(({ quota, name, load, limit, unit }) =>
    quota ? [{ quota, usedBy: name, load, limit, unit }] : [],
  );
  return [...ofComponents, requestBurst(capacity), ...accountUnits(capacity)].toSorted(
    (a, b) => b.load / b.limit - a.load / a.limit,
  );
}

const requestBurst = ({ throttling }: Capacity): QuotaUse => ({
  quota: SERVICE_QUOTAS.requestBurst,
  usedBy: 'API: burst that is declared',
  load: throttling.burstRequests,
  limit: requestQuotaOf().burstRequests,
  unit: 'requests',
});

/** Auto scaling may provision all that is declared, and the quota is of that and not of what is consumed. */
function accountUnits({ tables, rollUp, push }: Capacity): QuotaUse[] {
  const all: (TableCapacity | undefined)[] = [...Object.values(tables), rollUp?.timeline, push?.connections];
  const units = all.flatMap((table) =>
    table?.mode === 'provisioned' ? [table.table, ...Object.values(table.indexes)] : [],
  );
  if (units.length === 0) return [];
  return (['write', 'read'] as const).map((kind) => ({
    quota: SERVICE_QUOTAS[`${kind}UnitsOfAccount`],
    usedBy: `tables: ${kind} units, at most`,
    load: units.reduce((sum, it) => sum + it[kind].most, 0),
    limit: UNITS_OF_AN_ACCOUNT,
    unit: `${kind} units/s`,
  }));
}
