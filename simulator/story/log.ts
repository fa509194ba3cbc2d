// What has happened in a story, in plain words, and what went wrong first.

export interface LogEntry {
  /** What kind of thing happened; a page may give each a look of its own. */
  readonly kind: 'press' | 'start' | 'call' | 'refused' | 'fault' | 'end' | 'wrong';
  /** The attempt that did it; undefined when it was somebody else. */
  readonly attempt: string | undefined;
  readonly text: string;
}

export class Log {
  readonly entries: LogEntry[] = [];
  #problem: string | undefined;

  /** What was wrong first; undefined while all is right. */
  get problem(): string | undefined {
    return this.#problem;
  }

  say(kind: LogEntry['kind'], text: string, attempt?: string): void {
    this.entries.push({ kind, attempt, text });
  }

  /** Says it where it belongs, when something else has been said since. */
  sayAt(index: number, entry: LogEntry): void {
    this.entries.splice(index, 0, entry);
  }

  readonly fail = (problem: string): void => {
    if (this.#problem === undefined) this.say('wrong', `Wrong: ${problem}.`);
    this.#problem ??= problem;
  };
}
