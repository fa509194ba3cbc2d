// What a deployment may ask of somebody who wants to become a visitor. A solution is sent as `Authorization: Solution …`.

/** The scheme of the header `Authorization` that a solution is sent with. */
export const SOLUTION_SCHEME = 'Solution';

/** The type of the problem document that asks for a solution. */
export const CHALLENGE_PROBLEM = 'urn:problem-type:likes-counter:challenge';

export const CHALLENGE_KINDS = ['proof-of-work', 'turnstile'] as const;
export type ChallengeKind = (typeof CHALLENGE_KINDS)[number];

/** A puzzle for a machine: which number below `most` gives the target? core/challenge/solve-puzzle.ts solves it. */
export interface Puzzle {
  readonly kind: 'proof-of-work';
  /** Names the puzzle, its key and its end. It is the salt of each try. */
  readonly salt: string;
  readonly target: string;
  /** The iterations of PBKDF2 in each try. */
  readonly rounds: number;
  readonly most: number;
  /** Goes back with the answer. It proves that the puzzle is ours, and that the answer is right. */
  readonly signature: string;
  readonly expiresAt: string;
}

/** A widget for a person. Its service gives the page a token, which is the solution. */
export interface Widget {
  readonly kind: 'turnstile';
  readonly siteKey: string;
}

export interface Challenge {
  /** Returns a new challenge. */
  readonly pose: () => Promise<Puzzle | Widget>;
  /** Uses a solution up. Rejects when it cannot be known whether it is right. */
  readonly isSolvedBy: (solution: string, signal?: AbortSignal) => Promise<boolean>;
}
