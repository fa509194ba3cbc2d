// Which events may be shed when more arrive than can be counted. A like or an unlike is a person's word, so it never is.

export type ShedPolicy =
  | { readonly shed: 'never' }
  /** An event that comes sooner after the last one of the same person and post is shed. */
  | { readonly shed: 'min-interval'; readonly seconds: number }
  /** This share of the events is shed, 0 to 1, while the backlog is older than the limit. */
  | { readonly shed: 'over-capacity'; readonly share: number; readonly backlogSeconds: number };
