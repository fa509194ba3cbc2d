// What somebody asks of a table in a second.

export interface Units {
  readonly write: number;
  readonly read: number;
}
