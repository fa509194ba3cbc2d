// Makes and reads cloud assemblies. Ours is as it was synthesized. The baseline's is a copy with another bundle in one
// place.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readAssembly } from '../local/template/read-assembly.ts';
import { isObject, type JsonObject } from '../local/template/template.ts';
import { bundleFunction } from './bundle-function.ts';

/** Puts the baseline in the place of batch-likes. Returns a new temporary directory, which the caller removes. */
export async function makeBaselineAssembly(assemblyDir: string): Promise<string> {
  const copyDir = await mkdtemp(join(tmpdir(), 'likes-baseline-'));
  try {
    await cp(assemblyDir, copyDir, { recursive: true });
    const outfile = join(copyDir, basename(findCodeDir(assemblyDir, 'batch-likes')), 'index.mjs');
    await bundleFunction(join(import.meta.dirname, 'naive-batch-likes.ts'), outfile);
    return copyDir;
  } catch (error) {
    await rm(copyDir, { recursive: true, force: true });
    throw error;
  }
}

/** Finds the directory of a function's bundle by the name under which the function reports its metrics. */
export function findCodeDir(assemblyDir: string, service: string): string {
  const codeDir = findCodeDirs(assemblyDir).get(service);
  if (codeDir === undefined) throw new Error(`no function ${service} in ${assemblyDir}`);
  return codeDir;
}

/** Finds the directories of all functions' bundles, by the same names. */
export function findCodeDirs(assemblyDir: string): ReadonlyMap<string, string> {
  const codeDirs = new Map<string, string>();
  for (const { properties, assetDirs } of resourcesOf(assemblyDir, 'AWS::Lambda::Function')) {
    const { Code, Environment } = properties;
    const variables = isObject(Environment) ? Environment['Variables'] : undefined;
    const service = isObject(variables) ? variables['POWERTOOLS_SERVICE_NAME'] : undefined;
    const key = isObject(Code) ? Code['S3Key'] : undefined;
    const codeDir = typeof key === 'string' ? assetDirs.get(key) : undefined;
    if (typeof service === 'string' && codeDir !== undefined) codeDirs.set(service, codeDir);
  }
  return codeDirs;
}

/** Counts the shards of the stream. There are as many lanes as shards. */
export function countLanes(assemblyDir: string): number {
  const [stream] = resourcesOf(assemblyDir, 'AWS::Kinesis::Stream');
  return Number(stream?.properties['ShardCount'] ?? 1);
}

function resourcesOf(assemblyDir: string, type: string) {
  return readAssembly(assemblyDir).flatMap(({ template, assetDirs }) =>
    Object.values(template.Resources ?? {})
      .filter(({ Type }) => Type === type)
      .map(({ Properties }): { properties: JsonObject; assetDirs: ReadonlyMap<string, string> } => ({
        properties: Properties ?? {},
        assetDirs,
      })),
  );
}
