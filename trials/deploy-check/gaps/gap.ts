// A gap of an emulator that touches this app, with the smallest probe that shows it. docs/emulators.md lists the gaps.

export interface Probe {
  readonly endpoint: string;
  /** A directory for the files of this probe. */
  readonly dir: string;
  readonly signal: AbortSignal;
}

export interface Gap {
  readonly name: string;
  /** Whether the pinned version still has the gap. */
  readonly isThere: (probe: Probe) => Promise<boolean>;
}
