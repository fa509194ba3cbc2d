// What the reports of the checkers mean. Scripts stand in for both here: `npm run check:templates` runs them itself.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCfnLint } from '../../../trials/template-check/cfn-lint.ts';
import { runCheckov } from '../../../trials/template-check/checkov.ts';
import { NotCheckedError } from '../../../trials/template-check/run-checker.ts';
import type { TemplateFile } from '../../../trials/template-check/template-file.ts';

const template: TemplateFile = {
  file: '/templates/0-Data.template.json',
  name: 'social-media Data',
  types: new Map([['Queue1', 'AWS::SQS::Queue']]),
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'template-check-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Makes a command that writes the report, and runs it as the checker. */
function run<Result>(
  check: (templates: TemplateFile[], surroundings: Parameters<typeof runCfnLint>[1]) => Promise<Result>,
  {
    name,
    reportFile,
    report,
    exitCode = 0,
  }: Record<'name' | 'reportFile', string> & {
    report: unknown;
    exitCode?: number;
  },
): Promise<Result> {
  const write =
    report === undefined ? '' : `cat >'${join(dir, reportFile)}' <<'END'\n${JSON.stringify(report)}\nEND`;
  writeFileSync(join(dir, name), `#!/bin/sh\n${write}\necho 'the last line'\nexit ${exitCode}\n`);
  chmodSync(join(dir, name), 0o755);
  return check([template], { bin: dir, workDir: dir, signal: new AbortController().signal });
}

describe('cfn-lint', () => {
  const withReport = (report: unknown, exitCode?: number) =>
    run(runCfnLint, { name: 'cfn-lint', reportFile: 'cfn-lint.json', report, ...(exitCode && { exitCode }) });

  test('that fails came to no verdict', async () => {
    const failing = withReport([], 1);
    await expect(failing).rejects.toThrow(new NotCheckedError('cfn-lint ended with 1: the last line'));
  });

  test('that wrote nothing came to no verdict', async () => {
    await expect(withReport(undefined)).rejects.toThrow(/^cfn-lint wrote no report/);
  });

  test('names the resource of a finding, or none', async () => {
    const match = { Rule: { Id: 'W1' }, Message: 'says', Filename: template.file };
    const at = (...Path: string[]) => ({ ...match, Location: { Path } });
    const says = { rule: 'W1', says: 'says', template: template.name };
    expect(await withReport([at('Resources', 'Queue1', 'Properties'), at('Outputs', 'Url')])).toEqual([
      { ...says, type: 'AWS::SQS::Queue', logicalId: 'Queue1' },
      { ...says, type: '', logicalId: '' },
    ]);
  });
});

describe('checkov', () => {
  const withReport = (report: unknown) =>
    run(runCheckov, { name: 'checkov', reportFile: 'results_json.json', report });
  const results = { failed_checks: [] };

  test.each([
    [{ passed: 0, failed: 0, checkov_version: '3' }, 'checkov checked nothing'],
    [{ summary: { passed: 0, parsing_errors: 0 }, results }, 'checkov checked nothing'],
    [{ summary: { passed: 9, parsing_errors: 2 }, results }, 'checkov cannot read 2 of the templates'],
  ])('that did not check everything came to no verdict: %j', async (report, message) => {
    await expect(withReport(report)).rejects.toThrow(new NotCheckedError(message));
  });

  test('names the resource of a finding', async () => {
    const check = {
      check_id: 'CKV_AWS_27',
      check_name: 'says',
      file_abs_path: template.file,
      resource: 'AWS::SQS::Queue.Queue1',
    };
    const summary = { passed: 9, parsing_errors: 0 };
    expect(await withReport({ summary, results: { failed_checks: [check] } })).toEqual([
      {
        rule: 'CKV_AWS_27',
        says: 'says',
        template: template.name,
        type: 'AWS::SQS::Queue',
        logicalId: 'Queue1',
      },
    ]);
  });
});
