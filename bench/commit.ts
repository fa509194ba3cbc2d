// Says which commit a result was measured with.

import { execFileSync } from 'node:child_process';
import { PROJECT_DIR } from '../command-line/project-dir.ts';

export function readCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: PROJECT_DIR,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ', with changes')
    );
  } catch {
    // An archive of the project has no history.
    return 'unknown';
  }
}
