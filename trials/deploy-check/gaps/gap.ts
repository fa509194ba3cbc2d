// A gap of MiniStack that touches this app, with the least that shows it. docs/emulators.md lists them.

export interface Probe {
  readonly endpoint: string;
  /** A directory for the files of this probe. */
  readonly dir: string;
  readonly signal: AbortSignal;
}

export interface Gap {
  readonly name: string;
  /** Whether it is still there, in the pinned version. */
  readonly isThere: (probe: Probe) => Promise<boolean>;
}
