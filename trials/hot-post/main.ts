// npm run hot-post: shows that a post splits while it is hot, merges after it has cooled, and stays exact throughout.

import { writeFile } from 'node:fs/promises';
import { runCommand } from '../../command-line/run-command.ts';
import { runApp } from '../../local/run-app.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { makePlan } from '../../planner/make-plan.ts';
import { hotPost } from '../../scenarios/rigs/hot-post.ts';
import { GaveUpError, RefusedError } from '../../traffic/api-errors.ts';
import { drawChart } from './chart.ts';
import { HELP, type HotPostOptions, readOptions } from './options.ts';
import { findFaults, formatTable, peakOfRoot, peakOnceMoved } from './report.ts';
import { runHotPost } from './run.ts';
import { sampleItems } from './sample-items.ts';

const POST_ID = 'celebrity';

await runCommand({ name: 'hot-post', help: HELP, readOptions, run, failures: [RefusedError, GaveUpError] });

async function run(options: HotPostOptions, signal: AbortSignal): Promise<number> {
  const { stream, hotPosts } = makePlan(hotPost).capacity;
  const limits = { lanes: stream.shards, ...hotPosts };
  const say = (line: string) => console.error(line);
  say('starting the local cloud');
  const cloud = await runApp({ context: { scenario: hotPost.name }, signal });
  const clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  try {
    const table = cloud.outputs['CountersTable'] ?? '';
    const sample = () => sampleItems(clients.dynamodb, table, POST_ID, Date.now());
    const result = await runHotPost(options, { url: cloud.url, sample, postId: POST_ID, say, signal });
    console.log(formatTable(result));
    console.log(
      `\nMost writes a second to one item: ${peakOfRoot(result).toFixed(1)} when the post became hot, ` +
        `${peakOnceMoved(result, limits.lanes).toFixed(1)} once all lanes had moved; threshold ${limits.splitAboveWritesPerSecond}.`,
    );
    if (options.chart !== undefined) await writeFile(options.chart, await drawChart(result, limits));
    const faults = findFaults(result, limits);
    for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    clients.destroy();
    await cloud.close();
  }
}
