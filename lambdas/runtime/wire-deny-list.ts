// Wires the deny list to the table of the deployment.

import { makeDynamoDBOnce } from '../../adapters/clients.ts';
import { makeDenyListReader } from '../../adapters/dynamodb/deny-list.ts';
import { DENY_NOBODY, type ReadDenyList } from '../../core/fairness/deny-list.ts';
import { addMetric } from './telemetry.ts';

/** Without a table nobody is denied. */
export function wireDenyList(env: NodeJS.ProcessEnv): ReadDenyList {
  const table = env['POSTS_TABLE'];
  if (!table) return DENY_NOBODY;
  return makeDenyListReader({
    client: makeDynamoDBOnce(),
    table,
    now: Date.now,
    random: Math.random,
    onOld: () => addMetric('DenyListOld'),
  });
}
