// What roll-up hands on to those who look, and what telling them needs of the outside world.

/** The whole count of a post, as roll-up has found it. */
export interface NewCount {
  readonly postId: string;
  readonly count: number;
  /** Milliseconds since 1970: the count includes all that was committed before. */
  readonly asOfMs: number;
}

/** The same on its way to a page. */
export interface TimedCount {
  readonly postId: string;
  readonly count: number;
  /** ISO 8601 in UTC with milliseconds, so two times compare as texts. */
  readonly asOf: string;
}

/** Tells viewers of counts, newest last. Roll-up hands over every count that it finds; most of them change nothing that a person sees. */
export interface Broadcast {
  /** Rejects when the counts are not sure to be told; then they must come again. */
  send(counts: readonly NewCount[]): Promise<void>;
}

/** Hands counts on to connection slots. It rejects when one of the slots may not get them. */
export interface SlotMessages {
  send(counts: readonly NewCount[], slots: readonly number[]): Promise<void>;
}

/** The connection slots that may have viewers. */
export interface SlotsInUse {
  /** Undefined when nobody looks. `sinceMs`: from then on somebody may have been looking all the time. The read is strongly consistent. */
  read(): Promise<{ readonly slots: readonly number[]; readonly sinceMs: number } | undefined>;
}

/** The counts that viewers were told last, as all execution environments know them. */
export interface ToldCounts {
  /** Returns those that are kept. The read is strongly consistent. */
  read(postIds: readonly string[]): Promise<ReadonlyMap<string, NewCount>>;
  /** Keeps these counts, except where a newer one is kept already. */
  keep(counts: readonly NewCount[]): Promise<void>;
}

/** Who watches a post. A viewer is named by the id of its connection. */
export interface Viewers {
  /** Returns the viewers of a post in a slot. The read is strongly consistent. */
  find(slot: number, postId: string): Promise<readonly string[]>;
  /** Removes a connection that is gone, with all that it watches. These posts it watches for sure. */
  forget(connectionId: string, postIds: readonly string[]): Promise<void>;
}

/** What each connection watches. Every method may be called again. */
export interface WatchList {
  /** Refused when the person has too many connections already. */
  connect(connectionId: string, userId: string): Promise<'connected' | 'too-many'>;
  /** Adds posts to those that the connection watches. Refused as a whole when they would be too many. */
  watch(connectionId: string, postIds: readonly string[]): Promise<'watching' | 'too-many' | 'gone'>;
  unwatch(connectionId: string, postIds: readonly string[]): Promise<'unwatched' | 'gone'>;
  disconnect(connectionId: string): Promise<void>;
}

/** `failed`: the connection did not take the message, or nobody knows whether it did. */
export type PostOutcome = 'told' | 'gone' | 'throttled' | 'failed';

/** The open connections. */
export interface Connections {
  post(connectionId: string, text: string): Promise<PostOutcome>;
  /** Closes a connection from our side. The page connects again and reads what it missed. */
  close(connectionId: string): Promise<void>;
}
