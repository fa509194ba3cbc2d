// npm run bench:requests: what one request of each kind costs, and whether a refusal costs more than a like.

import { join } from 'node:path';
import { startProgress } from '../../command-line/progress.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { writeIntoDocument } from '../document.ts';
import { describeProvenance, formatProvenance } from '../provenance.ts';
import { wrap } from '../wrap.ts';
import { type Cost, isDear } from './cost.ts';
import { kinds } from './kinds.ts';
import { HELP, readOptions, type RequestsOptions } from './options.ts';
import { formatCosts, summarize } from './report.ts';
import { measureRequests, RequestsBenchError } from './run.ts';

const DOCUMENT = join(PROJECT_DIR, 'docs', 'costs-of-requests.md');

await runCommand({ name: 'bench:requests', help: HELP, readOptions, run, failures: [RequestsBenchError] });

async function run(options: RequestsOptions, signal: AbortSignal): Promise<number> {
  const provenance = describeProvenance('npm run bench:requests');
  const costs = await measure(options, signal);
  const { rounds, requests } = options;
  const setting = wrap(
    `${formatProvenance(provenance)}. ${rounds} rounds of ${requests} requests of each kind.`,
  );
  const report = `${setting}\n\n${summarize(costs).join('\n')}\n\n${formatCosts(costs)}`;
  console.log(options.json ? JSON.stringify(costs, null, 2) : report);
  for (const line of options.json ? summarize(costs) : []) console.error(line);
  if (options.write) await writeIntoDocument(DOCUMENT, report, 'requests');
  return costs.some(isDear) ? 1 : 0;
}

async function measure(options: RequestsOptions, signal: AbortSignal): Promise<Cost[]> {
  console.error('synthesizing the app');
  const assembly = await synthesizeApp({ signal });
  const progress = startProgress('measuring kinds of requests', kinds.length);
  try {
    return await measureRequests(assembly.dir, options, signal, (done) => progress.update(done));
  } finally {
    progress.stop();
    await assembly.remove();
  }
}
