import { describe, expect, test } from 'vitest';
import { batcherId } from '../../../lib/functions/batcher-id.ts';
import { type LikesTemplates, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const tables = { counters: 'counters-restored', likes: 'likes-restored', posts: 'posts-restored' };
const own = synthesizeTemplates({ stage: 'prod' });
const named = synthesizeTemplates({ stage: 'prod' }, (deployment) => ({ ...deployment, tables }));

const idsOf = ({ service }: LikesTemplates) =>
  Object.entries(service.toJSON()['Resources'] as Record<string, { Type: string }>)
    // Other settings make another version, whose id holds a hash of them.
    .filter(([, { Type }]) => Type !== 'AWS::Lambda::Version')
    .map(([id]) => id);

const importsOf = ({ service }: LikesTemplates) =>
  [...JSON.stringify(service.toJSON()).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name = '']) => name);

const exportsOf = ({ data }: LikesTemplates) =>
  Object.values(data.findOutputs('*')).flatMap(({ Export }) =>
    Export ? [(Export as { Name: string }).Name] : [],
  );

describe('the batcher of a deployment', () => {
  test('keeps its logical ids while the tables are those of the deployment, so that it is never replaced', () => {
    expect(idsOf(own).filter((id) => id.startsWith('BatchLikes'))).toEqual([
      'BatchLikesLogB6E14832',
      'BatchLikesRole6DF72D11',
      'BatchLikesFunction7FFEA425',
      'BatchLikesMapping04B6C2DC',
    ]);
  });

  test('is another function with another mapping and role when the tables are named, and nothing else is', () => {
    const gone = idsOf(own).filter((id) => !idsOf(named).includes(id));
    const made = idsOf(named).filter((id) => !idsOf(own).includes(id));
    expect(gone).toEqual(idsOf(own).filter((id) => id.startsWith('BatchLikes')));
    const suffix = batcherId('', tables);
    expect(made.map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      `BatchLikes${suffix}Log`,
      `BatchLikes${suffix}Role`,
      `BatchLikes${suffix}Function`,
      `BatchLikesMapping${suffix}Mapping`,
    ]);
  });

  test('reads the stream from its beginning, and is what operators pause and what alarms watch', () => {
    const [mapping] = resourcesOf(named.service, 'AWS::Lambda::EventSourceMapping').filter(([id]) =>
      id.startsWith('BatchLikesMapping'),
    );
    expect(mapping?.[1].Properties).toHaveProperty('StartingPosition', 'TRIM_HORIZON');
    expect(named.service.findOutputs('BatchLikesMappingId')).toMatchObject({
      BatchLikesMappingId: { Value: { Ref: mapping?.[0] } },
    });
    const alarms = JSON.stringify(resourcesOf(named.service, 'AWS::CloudWatch::Alarm'));
    const [batcher] = idsOf(named).filter((id) => /^BatchLikes\w+Function/.test(id));
    expect(alarms.includes(`{"Ref":"${batcher}"}`)).toBe(true);
    expect(alarms.includes('"BatchLikesFunction7FFEA425"')).toBe(false);
  });

  test('is another one for each other pair of tables, and the order of their names counts', () => {
    const ids = [
      {},
      { counters: 'a', likes: 'b' },
      { counters: 'b', likes: 'a' },
      { counters: 'a', likes: 'c' },
    ];
    expect(new Set(ids.map((names) => batcherId('BatchLikes', names))).size).toBe(ids.length);
    expect(batcherId('BatchLikes', { posts: 'p', timeline: 't' })).toBe('BatchLikes');
  });

  // CloudFormation refuses to delete an export that is in use, so the service goes first when tables are named.
  test('can be deployed before the data stack, because it refers to nothing that is not exported already', () => {
    expect(importsOf(named).length).toBeGreaterThan(5);
    expect(importsOf(named).filter((name) => !exportsOf(own).includes(name))).toEqual([]);
    expect(exportsOf(own).filter((name) => !exportsOf(named).includes(name))).not.toEqual([]);
  });
});
