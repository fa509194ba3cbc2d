// How much more than the peak is declared, and why.

/** The stream takes twice the peak, so that a lane can catch up after a retry. A table's maximum leaves as much for such a lane. */
export const HEADROOM = 2;

/** What costs nothing until it is used is declared for the peak and a quarter, because a peak is never known exactly. */
export const SPARE = 1.25;
