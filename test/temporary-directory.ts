// Makes one directory for everything that a test run leaves in the system's temporary directory. Synthesizing with the CDK, for
// example, cleans up nothing after itself.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function makeTemporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'likes-tests-'));
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
