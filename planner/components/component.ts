// One thing that can run out, and how much of it a workload uses at its peak.

import type { ServiceQuota } from '../service-quotas.ts';

/** What helps when it runs out: declare more, ask AWS for more, or change the design. */
export type Elasticity = 'declared' | 'quota' | 'wall';

export interface Component {
  readonly name: string;
  readonly load: number;
  readonly limit: number;
  readonly unit: string;
  readonly usePercent: number;
  /** What is declared, in words. */
  readonly declared: string;
  readonly elasticity: Elasticity;
  /** Which quota the limit is, where AWS raises it. */
  readonly quota?: ServiceQuota;
  /** How the load follows from the workload, with its figures. */
  readonly formula: string;
  /** Where the limit comes from. */
  readonly source: string;
  /** What to do when it runs out. */
  readonly remedy: string;
  /** How many times the workload can grow before it runs out, where the load does not grow in proportion. */
  readonly fullAtTimes?: number;
}

/** When the facts were collected. A limit may have changed since. */
export const FACTS_DATE = '2026-11';

export const component = (it: Omit<Component, 'usePercent'>): Component => ({
  ...it,
  source: `${it.source} (${FACTS_DATE})`,
  usePercent: it.limit > 0 ? (100 * it.load) / it.limit : it.load > 0 ? Number.MAX_SAFE_INTEGER : 0,
});

const LARGE = [
  { from: 1e9, divisor: 1e9, suffix: 'G' },
  { from: 1e7, divisor: 1e6, suffix: 'M' },
] as const;

/** A number as a person reads it: few digits, and thousands set apart. From ten millions on, it is shortened: 16 M. */
export function show(value: number): string {
  const large = LARGE.find(({ from }) => Math.abs(value) >= from);
  if (large) return `${show(Number((value / large.divisor).toPrecision(3)))} ${large.suffix}`;
  const digits = Math.abs(value) >= 10 || Number.isInteger(value) ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  const rounded = Number(value.toFixed(digits));
  const [whole = '', fraction] = String(rounded).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** An amount with its unit. Bytes are shortened: 4 MB/s. */
export function showAmount(amount: number, unit: string): string {
  if (!unit.startsWith('B/')) return `${show(amount)} ${unit}`;
  const [divisor, prefix] = byteUnit(amount);
  return `${show(amount / divisor)} ${prefix}${unit}`;
}

/** A part of a limit, with its unit: 2,000 of 4,000 records/s. Bytes are shortened: 0.5 of 4 MB/s. */
export function showUse(load: number, limit: number, unit: string): string {
  if (!unit.startsWith('B/')) return `${show(load)} of ${show(limit)} ${unit}`;
  const [divisor, prefix] = byteUnit(limit);
  return `${show(load / divisor)} of ${show(limit / divisor)} ${prefix}${unit}`;
}

const byteUnit = (bytes: number): [divisor: number, prefix: string] =>
  bytes >= 1e10 ? [1e9, 'G'] : [1e6, 'M'];
