// What a deployment may say about its alarms.

export interface OperationsSettings {
  /** Who gets a mail when an alarm goes off, and when it is over. Each must confirm the subscription. */
  readonly email?: readonly string[] | undefined;
  /** Where docs/runbook.md can be read, if that is not this repository. */
  readonly runbook?: string | undefined;
}

/** The page that has a heading for each alarm. */
export const RUNBOOK = 'docs/runbook.md';
