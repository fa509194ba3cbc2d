// One directory for all that a test run leaves in the system's temporary one: synthesizing with the CDK, for one, cleans up
// nothing after itself.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function makeTemporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'likes-tests-'));
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}
