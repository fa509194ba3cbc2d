// npm run trial:least-privilege: each function may do what the templates grant, as an emulator sees it that checks permissions.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgress } from '../../command-line/progress.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { type AssemblyStack, readAssembly } from '../../local/template/read-assembly.ts';
import { CREDENTIALS } from '../deploy-check/emulator.ts';
import { pyenvPythons } from '../deploy-check/find-python.ts';
import { findFreePort } from '../deploy-check/free-port.ts';
import { makePythonEnvironment } from '../deploy-check/python-environment.ts';
import { EmulatorStartError } from '../deploy-check/start-emulator.ts';
import { assumeRole, RoleError } from './assume-role.ts';
import { makeClients } from './clients.ts';
import { type Judgement, judgeRole } from './judge-role.ts';
import { makeResources } from './make-resources.ts';
import { HELP, type LeastPrivilegeOptions, readOptions } from './options.ts';
import { formatJudgement, reportOn } from './report.ts';
import { startLocalEmu } from './start-localemu.ts';
import { findCalledResources, readRoles } from './template-roles.ts';

const PYTHON = {
  versions: '3.13',
  condition: 'sys.version_info[:2] == (3, 13)',
  installHint: 'with pyenv: pyenv install 3.13',
};

const say = (line: string) => console.error(line);

const failures = [EmulatorStartError, RoleError];
await runCommand({ name: 'trial:least-privilege', help: HELP, readOptions, run, failures });

async function run({ python, functionName }: LeastPrivilegeOptions, signal: AbortSignal): Promise<number> {
  const workDir = await mkdtemp(join(tmpdir(), 'likes-least-privilege-'));
  try {
    const bin = await makePythonEnvironment({
      python: { ...PYTHON, commands: python ? [python] : ['python3.13', ...pyenvPythons('3.13')] },
      requirementsFile: join(import.meta.dirname, 'requirements.txt'),
      logFile: join(workDir, 'python.log'),
      signal,
      say,
    });
    const stacks = await synthesizeStacks(signal);
    const emulator = await startLocalEmu({ bin, port: await findFreePort(0), workDir, signal, say });
    try {
      say(emulator.name);
      return tell(await judgeAll(emulator.endpoint, stacks, functionName, signal));
    } finally {
      await emulator.close();
    }
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function synthesizeStacks(signal: AbortSignal): Promise<AssemblyStack[]> {
  const assembly = await synthesizeApp({ context: { 'aws:cdk:bundling-stacks': [] }, signal });
  try {
    return readAssembly(assembly.dir);
  } finally {
    await assembly.remove();
  }
}

async function judgeAll(
  endpoint: string,
  stacks: readonly AssemblyStack[],
  functionName: string | undefined,
  signal: AbortSignal,
): Promise<Judgement[]> {
  const resources = await makeResources(makeClients(endpoint, CREDENTIALS), findCalledResources(stacks));
  const arns = new Map(Object.values(resources).flatMap((made) => made.map(({ name, arn }) => [name, arn])));
  const all = readRoles(stacks, arns);
  const roles = functionName === undefined ? all : all.filter(({ name }) => name === functionName);
  if (roles.length === 0)
    throw new UsageError(`--function ${functionName}: known are ${all.map(({ name }) => name).join(', ')}`);
  const progress = startProgress('roles', roles.length);
  const judgements: Judgement[] = [];
  for (const [index, role] of roles.entries()) {
    const clients = makeClients(endpoint, await assumeRole(endpoint, role));
    judgements.push(...(await judgeRole({ role, clients, resources }, signal)));
    progress.update(index + 1);
  }
  progress.stop();
  return judgements;
}

function tell(judgements: readonly Judgement[]): number {
  const { unknown, known, closed } = reportOn(judgements);
  for (const judgement of unknown) console.log(`WRONG: ${formatJudgement(judgement)}`);
  for (const { operation } of closed) console.log(`CLOSED: LocalEmu judges ${operation} right now`);
  const granted = judgements.filter((it) => it.granted && it.letThrough).length;
  const refused = judgements.filter((it) => !it.granted && !it.letThrough).length;
  console.log(
    `${granted} granted calls were let through, ${refused} others were refused; LocalEmu judged ${known.length} wrongly, as is known`,
  );
  return unknown.length + closed.length === 0 ? 0 : 1;
}
