// Which packages end up in what is deployed. It asks the bundlers, because npm only knows what might.

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { functionBuild } from '../../bench/bundle-function.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import config from '../../vite.config.ts';

/** Name and version, such as `hono@4.13.19`, by the directory of each package, such as `node_modules/hono`. */
export type Shipped = ReadonlyMap<string, string>;

/** A deployment with an edge takes these along: the CDK's own function, which copies the page, and its layer. */
const WITH_AN_EDGE = ['node_modules/aws-cdk-lib', 'node_modules/@aws-cdk/asset-awscli-v1'];

const LAMBDAS = join(PROJECT_DIR, 'lambdas');

export async function findShippedPackages(): Promise<Shipped> {
  const names = (await readdir(LAMBDAS)).filter((file) => file.endsWith('.ts'));
  const files = await Promise.all([...names.map(filesInFunction), filesInPage()]);
  const dirs = [...packagesIn(files.flat()), ...WITH_AN_EDGE].toSorted();
  return new Map(dirs.map((dir) => [dir, nameAndVersionOf(dir)]));
}

function nameAndVersionOf(dir: string): string {
  const text = readFileSync(join(PROJECT_DIR, dir, 'package.json'), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name}@${version}`;
}

async function filesInFunction(name: string): Promise<string[]> {
  const entry = join(LAMBDAS, name);
  const options = { ...functionBuild(entry), absWorkingDir: PROJECT_DIR, outdir: '/', write: false } as const;
  const { metafile } = await build({ ...options, metafile: true });
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
}

async function filesInPage(): Promise<string[]> {
  const { build: buildPage } = await import('vite');
  const made = await buildPage({
    ...config,
    configFile: false,
    logLevel: 'warn',
    build: { ...config.build, write: false },
  });
  if ('on' in made) throw new Error('Vite watches instead of building');
  return [made]
    .flat()
    .flatMap(({ output }) => output)
    .flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []))
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([file]) => relative(PROJECT_DIR, file).split(sep).join('/'));
}

/** Returns the directories of the packages that files belong to. */
export const packagesIn = (files: readonly string[]): Set<string> =>
  new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
