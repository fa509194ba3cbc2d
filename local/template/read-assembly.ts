// A cloud assembly is what `cdk synth` writes: a manifest, one template per stack, and the assets they name.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Template } from './template.ts';

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  /** Directory of a file asset by its object key (`<hash>.zip`). */
  readonly assetDirs: ReadonlyMap<string, string>;
}

interface Artifact {
  type: string;
  dependencies?: string[];
  properties?: { templateFile?: string; stackName?: string; file?: string };
}

interface AssetManifest {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
}

/** Thrown when the directory holds no assembly that can be read. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new AssemblyError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function readAssetDirs(assemblyDir: string, file: string): [string, string][] {
  const { files = {} } = readJson(join(assemblyDir, file)) as AssetManifest;
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [
      objectKey,
      resolve(assemblyDir, source.path ?? ''),
    ]),
  );
}

/** Returns the stacks of the assembly, each after the stacks that it depends on. */
export function readAssembly(assemblyDir: string): AssemblyStack[] {
  const manifestFile = join(assemblyDir, 'manifest.json');
  if (!existsSync(manifestFile)) throw new AssemblyError(`there is no cloud assembly in ${assemblyDir}`);
  const { artifacts = {} } = readJson(manifestFile) as { artifacts?: Record<string, Artifact> };
  const stacks: AssemblyStack[] = [];
  const seen = new Set<string>();

  function visit(id: string) {
    const artifact = artifacts[id];
    if (!artifact || seen.has(id)) return;
    seen.add(id);
    const dependencies = artifact.dependencies ?? [];
    for (const dependency of dependencies) visit(dependency);
    if (artifact.type === 'cdk:cloud-assembly')
      throw new AssemblyError(
        `${manifestFile}: ${id} is a nested assembly, whose stacks the local cloud does not run`,
      );
    if (artifact.type !== 'aws:cloudformation:stack') return;
    const { stackName, templateFile = '' } = artifact.properties ?? {};
    const assetFiles = dependencies.flatMap((dependency) => {
      const { type, properties } = artifacts[dependency] ?? {};
      return type === 'cdk:asset-manifest' && properties?.file ? [properties.file] : [];
    });
    stacks.push({
      name: stackName ?? id,
      template: readJson(join(assemblyDir, templateFile)) as Template,
      assetDirs: new Map(assetFiles.flatMap((file) => readAssetDirs(assemblyDir, file))),
    });
  }

  for (const id of Object.keys(artifacts)) visit(id);
  return stacks;
}
