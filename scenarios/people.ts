// What people do, whichever site they are on: the limits that no person meets, and that a program which floods does.

import type { Fairness } from './scenario.ts';

export const PEOPLE: Fairness = {
  // A quick finger clicks five times a second. Two full requests of a page that was offline pass at once.
  actionsPerSecondPerPerson: 10,
  actionBurstPerPerson: 200,
  // Four open pages of 100 posts that ask every two seconds.
  readsPerSecondPerPerson: 200,
  readBurstPerPerson: 1_000,
  // A school of 1,000 pupils, each of whom likes something every ten seconds, and half of whom do so at once.
  actionsPerSecondPerAddress: 100,
  actionBurstPerAddress: 500,
  // Half of that school becomes visitors at once, and the rest within a minute.
  visitorsPerSecondPerAddress: 10,
  visitorBurstPerAddress: 500,
};

/** For rigs, and for trials that act as if one person or one machine were many. */
export const UNLIMITED: Fairness = {
  actionsPerSecondPerPerson: 1_000_000,
  actionBurstPerPerson: 1_000_000,
  readsPerSecondPerPerson: 1_000_000,
  readBurstPerPerson: 1_000_000,
  actionsPerSecondPerAddress: 1_000_000,
  actionBurstPerAddress: 1_000_000,
  visitorsPerSecondPerAddress: 1_000_000,
  visitorBurstPerAddress: 1_000_000,
};
