// Whom and what the API takes no likes of. An operator writes the list, and each execution environment of a function reads it now and
// then.

export type DeniedKind = 'person' | 'post';

export interface DeniedEntry {
  readonly kind: DeniedKind;
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
  /** Undefined: until somebody removes it. */
  readonly untilMs: number | undefined;
}

export interface DenyList {
  readonly persons: ReadonlySet<string>;
  readonly posts: ReadonlySet<string>;
}

/** Returns the list as it is now. It never rejects, and it reads the store once in a while only. */
export type ReadDenyList = () => Promise<DenyList>;

/** Every environment reads all of them every half minute: about 100 KB, which are 13 read units. */
export const MAX_DENIED = 1_000;

export const EMPTY_DENY_LIST: DenyList = { persons: new Set(), posts: new Set() };

export const DENY_NOBODY: ReadDenyList = async () => EMPTY_DENY_LIST;

type Lasting = Pick<DeniedEntry, 'kind' | 'id' | 'untilMs'>;

export const isOver = ({ untilMs }: Pick<DeniedEntry, 'untilMs'>, nowMs: number): boolean =>
  untilMs !== undefined && untilMs <= nowMs;

/** Leaves out what is over. */
export function toDenyList(entries: readonly Lasting[], nowMs: number): DenyList {
  const lasting = entries.filter((entry) => !isOver(entry, nowMs));
  const idsOf = (kind: DeniedKind) => new Set(lasting.filter((it) => it.kind === kind).map(({ id }) => id));
  return { persons: idsOf('person'), posts: idsOf('post') };
}
