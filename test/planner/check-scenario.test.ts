import { expect, test } from 'vitest';
import { checkScenario } from '../../planner/check-scenario.ts';
import { PEOPLE } from '../../scenarios/people.ts';
import { findRig, scenarioNames } from '../../scenarios/index.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

const workload = (change: object) => ({ ...socialMedia, workload: { ...socialMedia.workload, ...change } });
const policies = (change: object) => ({ ...socialMedia, policies: { ...socialMedia.policies, ...change } });

test.each<[string, unknown]>([
  ['scenario', 'social-media'],
  ['scenario', null],
  ['scenario', []],
  ['name', { ...socialMedia, name: 'Not A Name' }],
  ['workloads', { ...socialMedia, workloads: {} }],
  ['workload', { ...socialMedia, workload: undefined }],
  ['workload.steadyEventsPerSecond', workload({ steadyEventsPerSecond: -1 })],
  ['workload.steadyEventsPerSecond', workload({ steadyEventsPerSecond: Number.NaN })],
  ['workload.peakEventsPerSecond', workload({ peakEventsPerSecond: 499 })],
  ['workload.peakEventsPerSecond', workload({ peakEventsPerSecond: Infinity })],
  ['workload.peakReadsPerSecond', workload({ peakReadsPerSecond: 199 })],
  ['workload.hotKeyShare', workload({ hotKeyShare: 1.1 })],
  ['workload.users', workload({ users: 0 })],
  ['workload.users', workload({ users: 1.5 })],
  ['workload.eventBytes', workload({ eventBytes: 2_000_000 })],
  ['workload.freshnessSeconds', workload({ freshnessSeconds: 0 })],
  ['workload.postsPerRead', workload({ postsPerRead: 101 })],
  ['workload.peak', workload({ peak: 1 })],
  ['policies', { ...socialMedia, policies: 'cheap' }],
  ['tolerance.worst', { ...socialMedia, tolerance: { median: 0.1, worst: 2, latencyFactor: 1.5 } }],
  ['policies.tables', policies({ tables: 'free' })],
  ['policies.live', policies({ live: 'on' })],
  ['policies.edge', policies({ edge: undefined })],
  ['policies.edge', policies({ edge: 'yes' })],
  ['policies.retentionHours', policies({ retentionHours: 23 })],
  ['policies.logRetentionDays', policies({ logRetentionDays: 31 })],
  ['policies.fairness', policies({ fairness: undefined })],
  ['policies.fairness.actionBurstPerPerson', policies({ fairness: { ...PEOPLE, actionBurstPerPerson: 99 } })],
  ['policies.fairness.readBurstPerPerson', policies({ fairness: { ...PEOPLE, readBurstPerPerson: 1e7 } })],
  ['policies.fairness.perPerson', policies({ fairness: { ...PEOPLE, perPerson: 1 } })],
  ['policies.shedding', policies({ shedding: 1 })],
  ['policies.shedding.share', policies({ shedding: { ...socialMedia.policies.shedding, share: {} } })],
  [
    'policies.shedding.like.shed',
    policies({ shedding: { like: { shed: 'often' }, unlike: { shed: 'never' } } }),
  ],
  [
    'policies.shedding.unlike.share',
    policies({
      shedding: { like: { shed: 'never' }, unlike: { shed: 'over-capacity', share: 2, backlogSeconds: 1 } },
    }),
  ],
])('%s is named where it is impossible (%#)', (field, scenario) => {
  expect(checkScenario(scenario)).toEqual({ field, problem: expect.stringMatching(/^(must|is unknown)/) });
});

test('a problem says what is expected and what is there', () => {
  expect(checkScenario(workload({ users: 0 }))).toMatchObject({
    problem: 'must be a whole number from 1 to 10,000,000,000, not 0',
  });
  expect(checkScenario(workload({ peakEventsPerSecond: 20 }))).toMatchObject({
    problem: 'must not be below steadyEventsPerSecond: 20 is below 500',
  });
});

test.each(scenarioNames)('the scenario %s has no problem', (name) => {
  const { scenario } = findRig(name)!;
  expect(checkScenario(scenario)).toBe(scenario);
});
