// What the registry knows to be wrong with the locked packages, if it answers.

import { execFile } from 'node:child_process';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

export interface Advisory {
  /** The directory of the package, such as `node_modules/hono`. */
  readonly dir: string;
  readonly severity: string;
  readonly says: string;
}

export type Advisories =
  | { readonly answered: true; readonly advisories: readonly Advisory[] }
  | { readonly answered: false; readonly reason: string };

/** The report of `npm audit --json`, version 2, or what npm writes in its place. */
interface Report {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

interface Vulnerability {
  readonly severity: string;
  readonly nodes: readonly string[];
  /** Texts name other packages of the report, whose advisories these are. */
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

const PATIENCE_MS = 30_000;

export async function askForAdvisories(signal: AbortSignal): Promise<Advisories> {
  const args = ['audit', '--json', '--package-lock-only', '--fetch-retries', '0'];
  const stdout = await new Promise<string>((resolve, reject) => {
    const options = { cwd: PROJECT_DIR, maxBuffer: 64 * 2 ** 20, timeout: PATIENCE_MS, signal };
    // Its exit code is 1 for advisories as well as for a registry that does not answer.
    execFile('npm', args, options, (error, text) => (signal.aborted ? reject(error) : resolve(text)));
  });
  return readReport(stdout);
}

export function readReport(text: string): Advisories {
  const report = parse(text);
  if (!report?.vulnerabilities)
    return {
      answered: false,
      reason: report?.message ?? report?.error?.summary ?? 'npm audit has no report',
    };
  const advisories = Object.values(report.vulnerabilities).flatMap(({ nodes, severity, via }) =>
    nodes.flatMap((dir) =>
      via.flatMap((it) =>
        typeof it === 'string' ? [] : [{ dir, severity, says: `${it.title} (${it.url})` }],
      ),
    ),
  );
  return { answered: true, advisories };
}

function parse(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return undefined;
  }
}
