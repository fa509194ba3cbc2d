// The deployment of the drill, with a file of its own as every production stage has.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppAssembly, synthesizeApp } from '../../local/run-app.ts';
import { smallSite } from '../../scenarios/small-site.ts';

const STAGE = 'drill';

export type RestoredTables = Readonly<Record<string, string>>;

/** @param tables what the file names; undefined for the tables that the deployment makes itself */
export async function synthesizeStage(
  directory: string,
  tables: RestoredTables | undefined,
  signal: AbortSignal,
): Promise<AppAssembly> {
  const file = { scenario: smallSite.name, auth: 'visitors', live: 'totals', ...(tables && { tables }) };
  await writeFile(join(directory, `${STAGE}.json`), JSON.stringify(file));
  return synthesizeApp({ context: { stage: STAGE }, env: { LIKES_DEPLOYMENTS: directory }, signal });
}
