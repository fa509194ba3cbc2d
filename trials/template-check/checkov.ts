// Runs checkov, which knows what auditors ask for of resources.

import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { type CheckerSurroundings, NotCheckedError, runChecker } from './run-checker.ts';
import { templateOf, type TemplateFile } from './template-file.ts';

interface Report {
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
  readonly results: { readonly failed_checks: readonly FailedCheck[] };
}

interface FailedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_abs_path: string;
  /** For example `AWS::SQS::Queue.Quarantine5D2F4C9E`. */
  readonly resource: string;
}

export async function runCheckov(
  templates: readonly TemplateFile[],
  { bin, workDir, signal }: CheckerSurroundings,
): Promise<Finding[]> {
  const flags = ['--framework', 'cloudformation', '--quiet', '--compact', '--soft-fail', '--skip-download'];
  const output = ['--output', 'json', '--output-file-path', workDir];
  const report = (await runChecker({
    name: 'checkov',
    file: join(bin, 'checkov'),
    args: [...flags, ...output, ...templates.flatMap(({ file }) => ['--file', file])],
    // Checkov's name for the report.
    reportFile: join(workDir, 'results_json.json'),
    logFile: join(workDir, 'checkov.log'),
    cwd: workDir,
    signal,
  })) as Partial<Report>;
  const { summary, results } = report;
  // A report of nothing lacks both.
  if (!summary || !results || summary.passed === 0) throw new NotCheckedError('checkov checked nothing');
  if (summary.parsing_errors > 0)
    throw new NotCheckedError(`checkov cannot read ${summary.parsing_errors} of the templates`);
  return results.failed_checks.map((check) => toFinding(check, templates));
}

function toFinding(
  { check_id, check_name, file_abs_path, resource }: FailedCheck,
  templates: readonly TemplateFile[],
): Finding {
  const [type = '', logicalId = ''] = resource.split('.');
  const template = templateOf(templates, file_abs_path).name;
  return { rule: check_id, says: check_name, template, type, logicalId };
}
