import { expect, test } from 'vitest';
import { makeMetrics } from '../../../lambdas/runtime/metrics.ts';

function start() {
  const lines: string[] = [];
  const metrics = makeMetrics({
    namespace: 'Likes',
    service: 'accept-like',
    now: () => 7,
    write: (line) => void lines.push(line),
  });
  return { metrics, lines };
}

test('an invocation without metrics writes nothing', () => {
  const { metrics, lines } = start();
  metrics.publish();
  expect(lines).toEqual([]);
});

test('counts of one name add up, and one line names them all as CloudWatch reads them', () => {
  const { metrics, lines } = start();
  metrics.add('LikesAccepted', 2);
  metrics.add('LikesAccepted', 1);
  metrics.add('LikesShed', 0);
  metrics.publish();
  // The local cloud and CloudWatch know a line of metrics by how it begins, and by where it ends.
  expect(lines).toEqual([
    '{"_aws":{"Timestamp":7,"CloudWatchMetrics":[{"Namespace":"Likes","Dimensions":[["service"]],"Metrics":[{"Name":"LikesAccepted","Unit":"Count"},{"Name":"LikesShed","Unit":"Count"}]}]},"service":"accept-like","LikesAccepted":3,"LikesShed":0}\n',
  ]);
});

test('the next invocation begins at zero', () => {
  const { metrics, lines } = start();
  metrics.add('LikesAccepted', 2);
  metrics.publish();
  metrics.publish();
  metrics.add('LikesAccepted', 1);
  metrics.publish();
  expect(lines.map((line) => (JSON.parse(line) as { LikesAccepted: number }).LikesAccepted)).toEqual([2, 1]);
});

test('a line holds no more metrics than CloudWatch takes', () => {
  const { metrics, lines } = start();
  for (let index = 0; index < 150; index++) metrics.add(`Metric${index}`, 1);
  metrics.publish();
  const written = lines.map(
    (line) => JSON.parse(line) as { _aws: { CloudWatchMetrics: { Metrics: unknown[] }[] } },
  );
  expect(written.map(({ _aws }) => _aws.CloudWatchMetrics[0]?.Metrics.length)).toEqual([100, 50]);
});
