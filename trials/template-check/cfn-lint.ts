// Runs cfn-lint, which holds templates to CloudFormation's own schemas of resources and to rules of its own.

import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { type CheckerSurroundings, runChecker } from './run-checker.ts';
import { templateOf, type TemplateFile } from './template-file.ts';

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

export async function runCfnLint(
  templates: readonly TemplateFile[],
  { bin, workDir, signal }: CheckerSurroundings,
): Promise<Finding[]> {
  const reportFile = join(workDir, 'cfn-lint.json');
  const flags = ['--format', 'json', '--output-file', reportFile, '--non-zero-exit-code', 'none'];
  const report = await runChecker({
    name: 'cfn-lint',
    file: join(bin, 'cfn-lint'),
    args: [...flags, '--', ...templates.map(({ file }) => file)],
    reportFile,
    logFile: join(workDir, 'cfn-lint.log'),
    cwd: workDir,
    signal,
  });
  return (report as Match[]).map((match) => toFinding(match, templates));
}

function toFinding(
  { Rule, Message, Filename, Location }: Match,
  templates: readonly TemplateFile[],
): Finding {
  const template = templateOf(templates, Filename);
  const [section, id] = Location.Path ?? [];
  const logicalId = section === 'Resources' && id !== undefined ? String(id) : '';
  return {
    rule: Rule.Id,
    says: Message,
    template: template.name,
    type: template.types.get(logicalId) ?? '',
    logicalId,
  };
}
