// Imports a function's handler from the bundle that is deployed.

import { join } from 'node:path';
import { findCodeDir } from '../assembly.ts';

/** @param variant imports the bundle once more, for another environment: a query such as `?other` */
export async function importHandler<Handler>(
  assemblyDir: string,
  service: string,
  variant = '',
): Promise<Handler> {
  process.env['POWERTOOLS_SERVICE_NAME'] = service;
  const file = join(findCodeDir(assemblyDir, service), 'index.mjs');
  return ((await import(file + variant)) as { handler: Handler }).handler;
}
