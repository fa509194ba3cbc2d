// A day of likes in one time zone. We made it up: people sleep, a few look at lunch, and most of them come in the evening.

/** The rate at the start of each hour as a share of the highest rate. */
export const DAY_OF_LIKES = [
  0.42, 0.27, 0.17, 0.12, 0.1, 0.12, 0.2, 0.34, 0.45, 0.5, 0.53, 0.57, 0.66, 0.63, 0.56, 0.55, 0.58, 0.66,
  0.77, 0.88, 0.96, 1, 0.88, 0.64,
] as const;
