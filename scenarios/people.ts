// What people do, whichever site they are on: the limits that no person meets, and that a program which floods does.

import type { Fairness } from './scenario.ts';

export const PEOPLE: Fairness = {
  // A quick finger clicks five times a second. A full list, of an app that was offline, passes at once.
  actionsPerSecondPerPerson: 10,
  actionBurstPerPerson: 100,
  // Four open pages of 100 posts that ask every two seconds.
  readsPerSecondPerPerson: 200,
  readBurstPerPerson: 1_000,
  // A school of 900 pupils, each of whom likes something every half minute, and 200 of whom do so at once.
  actionsPerSecondPerAddress: 30,
  actionBurstPerAddress: 200,
  // Those 200 become visitors at once, and the rest of the school within three minutes.
  visitorsPerSecondPerAddress: 5,
  visitorBurstPerAddress: 200,
};

/** A rate that limits nobody. */
export const UNLIMITED_RATE = 1_000_000;

/** For rigs, and for trials that act as if one person or one machine were many. */
export const UNLIMITED: Fairness = {
  actionsPerSecondPerPerson: UNLIMITED_RATE,
  actionBurstPerPerson: UNLIMITED_RATE,
  readsPerSecondPerPerson: UNLIMITED_RATE,
  readBurstPerPerson: UNLIMITED_RATE,
  actionsPerSecondPerAddress: UNLIMITED_RATE,
  actionBurstPerAddress: UNLIMITED_RATE,
  visitorsPerSecondPerAddress: UNLIMITED_RATE,
  visitorBurstPerAddress: UNLIMITED_RATE,
};

/** The same as context of the CDK, for a tool whose one person, or one machine, stands for many. */
export const UNLIMITED_CONTEXT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(UNLIMITED).map(([limit, value]) => [limit, String(value)]),
);
