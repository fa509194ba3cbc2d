// A table's DynamoDB stream, as a function reads it. DynamoDB puts every write that took place into the stream, also one whose answer
// was lost. So the store fills it behind the place where answers are lost (store/instrument.ts).

export interface Change {
  /** The input of the write. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Its answer, with the item as it was where the write asks for it. */
  readonly output: Readonly<Record<string, unknown>>;
}

export class ChangeStream {
  readonly #changes: Change[] = [];
  #position = 0;

  push(change: Change): void {
    this.#changes.push(change);
  }

  /** Returns the next changes. They come again until they are acknowledged. */
  next(most: number): readonly Change[] {
    return this.#changes.slice(this.#position, this.#position + most);
  }

  acknowledge(changes: readonly Change[]): void {
    this.#position += changes.length;
  }

  /** Delivers everything again, as a mapping does that starts at the horizon. */
  rewind(): void {
    this.#position = 0;
  }

  clear(): void {
    this.#changes.length = 0;
    this.#position = 0;
  }
}
