// Imports a function's handler from the bundle that is deployed.

import { join } from 'node:path';
import { findCodeDir } from '../assembly.ts';

export async function importHandler<Handler>(assemblyDir: string, service: string): Promise<Handler> {
  process.env['POWERTOOLS_SERVICE_NAME'] = service;
  const file = join(findCodeDir(assemblyDir, service), 'index.mjs');
  return ((await import(file)) as { handler: Handler }).handler;
}
