import { expect, test } from 'vitest';
import type { ProvisionedUnits } from '../../../planner/capacity.ts';
import { makePlan } from '../../../planner/make-plan.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { type LikesTemplates, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const units = (least: number, most: number) => ({ least, most, targetPercent: 70 });
const scaled: ProvisionedUnits = { write: units(100, 400), read: units(50, 200) };
const plan = makePlan({
  name: 'social-media',
  scenario: socialMedia,
  overrides: {
    tables: {
      counters: { mode: 'provisioned', table: scaled, indexes: { 'split-posts': scaled } },
      likes: { mode: 'provisioned', table: { ...scaled, read: units(50, 50) }, indexes: {} },
    },
  },
});
const tables = { counters: 'counters-restored', likes: 'likes-restored', posts: 'posts-restored' };
const templatesOf = (more: { tables?: typeof tables; target?: 'localstack' }) =>
  synthesizeTemplates({}, (deployment) => ({ ...deployment, plan, ...more }));

/** How each dimension of a table is scaled. Its name is the one that its physical or logical name begins with. */
const scalingOf = ({ data }: LikesTemplates) =>
  resourcesOf(data, 'AWS::ApplicationAutoScaling::ScalableTarget')
    .map(([id, { Properties }]) => {
      const [policy] = resourcesOf(data, 'AWS::ApplicationAutoScaling::ScalingPolicy').filter(([, it]) =>
        JSON.stringify(it.Properties['ScalingTargetId']).includes(`"${id}"`),
      );
      const { ResourceId, RoleARN, ...bounds } = Properties;
      return {
        table: /counters|likes/i
          .exec(JSON.stringify(ResourceId).replace(/Likes-social-media/g, ''))?.[0]
          .toLowerCase(),
        index: JSON.stringify(ResourceId).includes('/index/split-posts'),
        role: JSON.stringify(RoleARN).replace(/^.*:role/, ''),
        bounds,
        policy: policy?.[1].Properties['TargetTrackingScalingPolicyConfiguration'],
      };
    })
    .toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

test('a named table is scaled as the one that the deployment would make, and so are its indexes', () => {
  const own = scalingOf(templatesOf({}));
  expect(own).toHaveLength(5);
  expect(scalingOf(templatesOf({ tables }))).toEqual(own);
});

test('the targets name the tables themselves', () => {
  const targets = resourcesOf(
    templatesOf({ tables }).data,
    'AWS::ApplicationAutoScaling::ScalableTarget',
  ).map(([, { Properties }]) => Properties['ResourceId']);
  expect(new Set(targets)).toEqual(
    new Set(['table/counters-restored', 'table/counters-restored/index/split-posts', 'table/likes-restored']),
  );
});

test('nothing is scaled for LocalStack', () => {
  expect(scalingOf(templatesOf({ tables, target: 'localstack' }))).toEqual([]);
});
