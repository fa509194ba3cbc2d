// Remembers visitors in a file, with a line of JSON for each. A line is appended before its token is first used, so a run
// that is killed at any moment loses nobody, and the next run acts as the same persons. Tokens are secrets: only the owner
// may read them.

import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../command-line/make-directory.ts';
import { UsageError } from '../command-line/usage-error.ts';
import type { VisitorStore } from './visitors.ts';

const OWNER_ONLY = 0o600;

export function openVisitorsFile(path: string): VisitorStore {
  return {
    load() {
      try {
        return loadVisitors(path);
      } catch (error) {
        if (!(error instanceof Error && 'syscall' in error)) throw error;
        throw new UsageError(`${path} cannot keep visitors: ${error.message}`, { cause: error });
      }
    },
    append(user, token) {
      appendFileSync(path, `\n${JSON.stringify({ user, token })}`, { mode: OWNER_ONLY });
    },
  };
}

function loadVisitors(path: string): Map<string, string> {
  if (existsSync(path)) {
    const visitors = readVisitors(readFileSync(path, 'utf8'), path);
    chmodSync(path, OWNER_ONLY);
    return visitors;
  }
  makeDirectory(dirname(path));
  return new Map();
}

const LINE_START = '{"user":"';
const LINE = /^\{"user":("(?:[^"\\]|\\.)*"),"token":"([^"\\]+)"\}$/;

/** Returns the last token of each user. It skips a line that a crash cut short, because that token was not used yet. */
export function readVisitors(lines: string, path: string): Map<string, string> {
  const visitors = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const [, user, token] = LINE.exec(line) ?? [];
    if (user !== undefined && token !== undefined) visitors.set(JSON.parse(user) as string, token);
    else if (!line.startsWith(LINE_START) && !LINE_START.startsWith(line)) {
      throw new UsageError(`${path} is not a file of visitors: it is left as it is`);
    }
  }
  return visitors;
}

/** Where a project keeps the visitors of an API. All names of the machine itself lead to one file. */
export function visitorsFileOf(projectDir: string, url: string): string {
  const { host } = new URL(url);
  const name = host.replace(/^(localhost|\[::1\])(?=:|$)/, '127.0.0.1').replaceAll(/[^\w.-]/g, '-');
  return join(projectDir, '.data', 'visitors', `${name}.jsonl`);
}
