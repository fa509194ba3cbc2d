// npm run check:templates: what is deployed has no finding of cfn-lint or checkov without a reason.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../command-line/run-command.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { makePythonEnvironment } from '../deploy-check/python-environment.ts';
import { ACCEPTED } from './accepted-findings.ts';
import { CASES } from './cases.ts';
import { runCfnLint } from './cfn-lint.ts';
import { runCheckov } from './checkov.ts';
import { formatVerdict, judge } from './finding.ts';
import { HELP, readOptions, type TemplateCheckOptions } from './options.ts';
import { NotCheckedError } from './run-checker.ts';
import { writeTemplates } from './template-file.ts';

const PYTHON = {
  versions: '3.10 or newer',
  condition: 'sys.version_info >= (3, 10)',
  installHint: 'apt-get install python3 python3-venv',
};

await runCommand({ name: 'check:templates', help: HELP, readOptions, run, failures: [NotCheckedError] });

async function run({ python }: TemplateCheckOptions, signal: AbortSignal): Promise<number> {
  const workDir = await mkdtemp(join(tmpdir(), 'likes-templates-'));
  const say = (line: string) => console.error(line);
  try {
    const bin = await makePythonEnvironment({
      python: { ...PYTHON, commands: [python] },
      requirementsFile: join(import.meta.dirname, 'requirements.txt'),
      logFile: join(workDir, 'python.log'),
      signal,
      say,
    });
    say(`synthesizing ${CASES.length} deployments`);
    // A deployment with an edge takes the built page along.
    await keepPageFresh();
    const templates = await writeTemplates(CASES, workDir, signal);
    say(`checking ${templates.length} templates`);
    const surroundings = { bin, workDir, signal };
    const findings = await Promise.all([
      runCfnLint(templates, surroundings),
      runCheckov(templates, surroundings),
    ]);
    const lines = formatVerdict(judge(findings.flat(), ACCEPTED));
    for (const line of lines) console.log(line);
    console.log(
      `${templates.length} templates, ${findings.flat().length} findings, ${lines.length} of them without a reason`,
    );
    return lines.length === 0 ? 0 : 1;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
