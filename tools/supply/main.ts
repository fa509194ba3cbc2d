// npm run check:supply: what is shipped, under which licences, and what is known to be wrong with it.

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { type Advisories, askForAdvisories } from './advisories.ts';
import { type Bill, cutBill, readBillOfAll } from './bill-of-materials.ts';
import { countLicences, findForbidden } from './licences.ts';
import { findShippedPackages, type Shipped } from './shipped-packages.ts';

const HELP = `Finds the packages that end up in the functions and in the pages, holds their licences to those that are allowed
(tools/supply/licences.ts), and asks the registry for known advisories.

npm run check:supply -- [options]

  --sbom FILE  writes the bill of materials of what is shipped there, in the form of CycloneDX
  --help       this text

An advisory on a package that is shipped is an error. One on a tool is only told. A registry that does not answer is told, too.
Exit code: 0 all is well; 1 a licence is not allowed, or a shipped package has an advisory; 2 wrong options; 130 interrupted.
`;

interface SupplyOptions {
  readonly sbomFile: string | undefined;
}

await runCommand({ name: 'check:supply', help: HELP, readOptions, run });

function readOptions(args: string[]): SupplyOptions | 'help' {
  const { sbom, help } = readFlags(args, { sbom: TEXT, help: FLAG });
  if (help) return 'help';
  if (sbom?.trim() === '') throw new UsageError('--sbom: no file is named');
  return { sbomFile: sbom === undefined ? undefined : resolve(process.cwd(), sbom) };
}

async function run({ sbomFile }: SupplyOptions, signal: AbortSignal): Promise<number> {
  console.error('bundling the functions and the pages');
  const [shipped, all, advisories] = await Promise.all([
    findShippedPackages(),
    readBillOfAll(signal),
    askForAdvisories(signal),
  ]);
  signal.throwIfAborted();
  const bill = cutBill(all, shipped);
  if (sbomFile !== undefined) await writeBill(sbomFile, bill);
  console.log(describe(bill, all));
  const problems = [...findForbidden(bill), ...tellAdvisories(advisories, shipped)];
  for (const problem of problems) console.log(`PROBLEM: ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

async function writeBill(file: string, bill: Bill): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(bill, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`--sbom ${file} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

function describe(bill: Bill, all: Bill): string {
  const licences = countLicences(bill).map(([licence, packages]) => `${packages} ${licence}`);
  return `${bill.components.length} of the ${all.components.length} locked packages are shipped: ${licences.join(', ')}`;
}

/** Prints what is told only, and returns the problems. */
function tellAdvisories(found: Advisories, shipped: Shipped): string[] {
  if (!found.answered) {
    console.log(`ADVISORIES WERE NOT CHECKED: the registry has no answer (${found.reason})`);
    return [];
  }
  const lines = Map.groupBy(found.advisories, ({ dir }) => (shipped.has(dir) ? 'shipped' : 'tools'));
  const linesOf = (part: 'shipped' | 'tools') =>
    (lines.get(part) ?? []).map(({ dir, severity, says }) => `${dir}: ${severity}: ${says}`);
  for (const line of linesOf('tools')) console.log(`a tool, which is not shipped: ${line}`);
  console.log(
    `${found.advisories.length} known advisories, ${linesOf('shipped').length} of them on what is shipped`,
  );
  return linesOf('shipped');
}
