import { expect, test } from 'vitest';
import { makeCdkProgress } from '../../../trials/deploy-check/cdk-progress.ts';

test('each stack shows how many of its resources are done', () => {
  const calls: unknown[][] = [];
  const progress = makeCdkProgress((label, total) => {
    calls.push(['start', label, total]);
    return { update: (done) => calls.push(['update', done]), stop: () => calls.push(['stop']) };
  });
  progress.read('Likes-x-Data: creating CloudFormation changeset...\n');
  progress.read('Likes-x-Data |  0/2 | 10:15:04 AM | CREATE_IN_PROGRESS | AWS::SQS::Queue | Queue\n');
  progress.read('Likes-x-Data |  2/2 | 10:15:05 AM | CREATE_COMPLETE | AWS::SQS::Queue | Queue\n');
  progress.read('Likes-x-Service |  1/30 | 10:15:06 AM | CREATE_COMPLETE | AWS::IAM::Role | Role\n');
  progress.stop();
  expect(calls).toEqual([
    ['start', '  Likes-x-Data', 2],
    ['update', 0],
    ['update', 2],
    ['stop'],
    ['start', '  Likes-x-Service', 30],
    ['update', 1],
    ['stop'],
  ]);
});
