// Tells functions what one person and one address may ask of each execution environment.

import type { Capacity } from '../../planner/capacity.ts';

type Environment = Readonly<Record<string, string>>;

const rate = (perSecond: number, burst: number): string => JSON.stringify({ perSecond, burst });

export const actionLimits = ({ fairness: it }: Capacity): Environment => ({
  PERSON_RATE: rate(it.actionsPerSecondPerPerson, it.actionBurstPerPerson),
  ADDRESS_RATE: rate(it.actionsPerSecondPerAddress, it.actionBurstPerAddress),
});

/** Reads without a token may come from a cache, so the edge bounds them. */
export const readLimits = ({ fairness: it }: Capacity): Environment => ({
  PERSON_RATE: rate(it.readsPerSecondPerPerson, it.readBurstPerPerson),
});

export const visitorLimits = ({ fairness: it }: Capacity): Environment => ({
  ADDRESS_RATE: rate(it.visitorsPerSecondPerAddress, it.visitorBurstPerAddress),
});
