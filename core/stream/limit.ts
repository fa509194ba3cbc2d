// Bounds how much runs at the same time. The core only asks for it; what bounds is an adapter.

/** Runs a task as soon as fewer than the limit's number are running. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;
