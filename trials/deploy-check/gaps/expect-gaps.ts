// Checks that every gap in docs/emulators.md is still there. When a gap is gone, the check can assert more.

import { mkdir } from 'node:fs/promises';
import type { EmulatorKind } from '../emulator.ts';
import { apiGaps } from './api-gaps.ts';
import type { Gap, Probe } from './gap.ts';
import { localstackGaps } from './localstack-gaps.ts';
import { mappingGaps } from './mapping-gaps.ts';
import { tableGaps } from './table-gaps.ts';
import { templateGaps } from './template-gaps.ts';

export const GAPS: Readonly<Record<EmulatorKind, readonly Gap[]>> = {
  ministack: [...mappingGaps, ...templateGaps, ...tableGaps, ...apiGaps],
  localstack: localstackGaps,
};

/** Thrown when a new version of the emulator has closed a gap. */
export class GapGoneError extends Error {
  override readonly name = 'GapGoneError';
}

/** Names each gap. Rejects with a GapGoneError. */
export async function expectGaps(
  gaps: readonly Gap[],
  probe: Probe,
  say: (line: string) => void,
): Promise<string> {
  await mkdir(probe.dir, { recursive: true });
  const gone: string[] = [];
  for (const { name, isThere } of gaps) {
    const there = await isThere(probe);
    say(`   ${there ? 'still' : 'gone '}  ${name}`);
    if (!there) gone.push(name);
  }
  if (gone.length === 0) return `${gaps.length} gaps`;
  throw new GapGoneError(`no longer so, say it in docs/emulators.md and assert it: ${gone.join('; ')}`);
}
