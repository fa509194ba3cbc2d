// What the drill found, and whether it is as it should be.

export interface DrillReport {
  readonly actions: number;
  /** Requests that were answered with 429 or 5xx, or not at all, and were sent again. */
  readonly retries: number;
  readonly people: number;
  readonly renewed: number;
  /** How many keys have signed the tokens of the people. */
  readonly keysUsed: number;
  readonly newPersons: number;
  /** Posts whose count is not what was sent. */
  readonly differences: number;
  /** The status of the thief's like before the key was revoked. */
  readonly thiefBefore: number;
  /** How long the thief's token was good after the key was revoked. */
  readonly thiefAcceptedSeconds: number;
  /** The status of the thief's attempt to renew the token. */
  readonly thiefRenewal: number;
}

/** The promise of docs/keys.md. */
const MAX_ACCEPTED_SECONDS = 60;

/** Returns what is not as it should be. */
export function findFaults(report: DrillReport): string[] {
  const { newPersons, differences, thiefBefore, thiefAcceptedSeconds, thiefRenewal } = report;
  const faults = [
    newPersons > 0 && `${newPersons} people became new persons`,
    differences > 0 && `${differences} posts have another count than was sent`,
    report.renewed < report.people && 'somebody never had to renew a token, so the drill shows too little',
    report.keysUsed < 3 && `the people had tokens of ${report.keysUsed} keys only`,
    thiefBefore !== 202 && `the thief could not act before the key was revoked (${thiefBefore})`,
    thiefAcceptedSeconds > MAX_ACCEPTED_SECONDS &&
      `the thief's token was good for ${thiefAcceptedSeconds} s after the key was revoked`,
    thiefRenewal !== 401 && `the thief's attempt to renew a token was answered with ${thiefRenewal}`,
  ];
  return faults.filter((it) => it !== false);
}

export const formatReport = (report: DrillReport): string =>
  [
    ['people', report.people],
    ['actions, all accepted', report.actions],
    ['requests sent again', report.retries],
    ['tokens renewed', report.renewed],
    ['keys that signed them', report.keysUsed],
    ['people who became new persons', report.newPersons],
    ['posts with another count', report.differences],
    ['seconds until the thief was refused', report.thiefAcceptedSeconds.toFixed(1)],
  ]
    .map(([name, value]) => `${String(name).padEnd(40)}${String(value).padStart(8)}`)
    .join('\n');
