// Bundles a function as the app does.

import { type BuildOptions, build } from 'esbuild';

/** The options are those of lib/functions/likes-function.ts. */
export const functionBuild = (entry: string) =>
  ({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  }) satisfies BuildOptions;

export async function bundleFunction(entry: string, outfile: string): Promise<void> {
  await build({ ...functionBuild(entry), outfile, allowOverwrite: true });
}
