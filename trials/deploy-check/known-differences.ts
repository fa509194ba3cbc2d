// The answers of an emulator, or of the other kind of API, that are known to differ from the local cloud's. See
// docs/emulators.md.

import type { EmulatorKind, Target } from './emulator.ts';
import type { Exchange } from './exchanges.ts';
import type { Difference, Reply } from './transcript.ts';

export interface KnownDifference {
  readonly name: string;
  readonly on: EmulatorKind;
  readonly target: Target;
  readonly isAbout: (exchange: Exchange) => boolean;
  /** What is expected of the answer all the same. */
  readonly expected: (reply: Reply) => boolean;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    name: 'MiniStack answers OPTIONS itself where an HTTP API has no CORS',
    on: 'ministack',
    target: 'aws',
    isAbout: ({ method }) => method === 'OPTIONS',
    expected: ({ status }) => status === 403,
  },
];

/**
 * Returns the unknown differences, and how often each known difference was seen.
 * @param on undefined when it is not known which emulator answered
 */
export function sortDifferences(differences: readonly Difference[], target: string, on?: EmulatorKind) {
  const unknown: Difference[] = [];
  const seen = new Map<string, number>();
  for (const difference of differences) {
    const known = KNOWN_DIFFERENCES.find(
      (it) =>
        (on === undefined || it.on === on) &&
        it.target === target &&
        it.isAbout(difference.exchange) &&
        it.expected(difference.came),
    );
    if (known) seen.set(known.name, (seen.get(known.name) ?? 0) + 1);
    else unknown.push(difference);
  }
  return { unknown, seen };
}
