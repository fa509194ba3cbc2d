// npm run bench:peers: measures this counter beside other designs. Method and results: docs/peers.md.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { writeIntoDocument } from '../document.ts';
import { describeProvenance } from '../provenance.ts';
import { findOurErrors } from './find-our-errors.ts';
import { HELP, type PeersOptions, readOptions } from './options.ts';
import { formatPeers } from './report.ts';
import type { PeerResults } from './results.ts';
import { comparePeers } from './run.ts';
import { DynamoDBLocalError } from './store/dynamodb-local.ts';

const DOCUMENT = join(PROJECT_DIR, 'docs', 'peers.md');

await runCommand({ name: 'bench:peers', help: HELP, readOptions, run, failures: [DynamoDBLocalError] });

async function run(options: PeersOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  const provenance = describeProvenance('npm run bench:peers');
  const results: PeerResults = { ...provenance, ...(await comparePeers(options, { signal, say })) };
  const markdown = formatPeers(results);
  console.log(options.json ? JSON.stringify(results, null, 2) : markdown);
  if (options.write) await writeIntoDocument(DOCUMENT, markdown, 'peers');
  const errors = findOurErrors(results);
  for (const error of errors) console.error(`NOT AS IT SHOULD BE: ${error}`);
  return errors.length === 0 ? 0 : 1;
}
