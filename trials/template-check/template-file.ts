// The synthesized templates, each in a file for the checkers.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { synthesizeApp } from '../../local/run-app.ts';
import type { Context } from '../../local/synthesize.ts';
import { readAssembly } from '../../local/template/read-assembly.ts';
import type { TemplateCase } from './cases.ts';

export interface TemplateFile {
  readonly file: string;
  /** The case and the stack, for example `social-media Data`. */
  readonly name: string;
  /** The types of the resources, by logical id. */
  readonly types: ReadonlyMap<string, string>;
}

/** The templates are only looked at, so no function is bundled, which would take longer than all the rest. */
const UNBUNDLED: Context = { 'aws:cdk:bundling-stacks': [] };

/** Writes the templates of the cases into the directory. */
export async function writeTemplates(
  cases: readonly TemplateCase[],
  dir: string,
  signal: AbortSignal,
): Promise<TemplateFile[]> {
  const written = await Promise.all(
    cases.map(async ({ name, context }, index) => {
      const assembly = await synthesizeApp({ context: { ...context, ...UNBUNDLED }, signal });
      try {
        return await Promise.all(
          readAssembly(assembly.dir).map(async ({ name: stack, template }): Promise<TemplateFile> => {
            const part = stack.slice(stack.lastIndexOf('-') + 1);
            const file = join(dir, `${index}-${part}.template.json`);
            // The checkers name a finding by its line, so each line holds one thing.
            await writeFile(file, JSON.stringify(template, null, 1));
            const resources = Object.entries(template.Resources ?? {});
            const types = new Map(resources.map(([logicalId, { Type }]) => [logicalId, Type]));
            return { file, name: `${name} ${part}`, types };
          }),
        );
      } finally {
        await assembly.remove();
      }
    }),
  );
  return written.flat();
}

/** Finds the template that a checker names by its file. */
export function templateOf(templates: readonly TemplateFile[], file: string): TemplateFile {
  const found = templates.find((it) => it.file === file);
  if (!found) throw new Error(`${file} is none of the checked templates`);
  return found;
}
