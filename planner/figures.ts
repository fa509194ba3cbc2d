// What was measured of this system in November 2026, and what is assumed where nobody has measured. lane-rate.ts has the CPU of
// batch-likes.

/** A PutRecord takes about this long, and the function waits for it. An assumption. */
export const ACCEPT_SECONDS = 0.01;
/** A page of counts is one BatchGetItem, or two. An assumption. */
export const READ_SECONDS = 0.01;
/** drain-burst puts a batch on the stream with one call. An assumption. */
export const DRAIN_BATCH_SECONDS = 0.03;
/** How long it waits on average before it tries a throttled batch again: adapters/backoff.ts, over the tries of an invocation. */
export const DRAIN_RETRY_SECONDS = 1.3;
/** The last messages of a burst wait in a drain that waits. lambdas/drain-burst.ts, the longest wait */
export const DRAIN_LAST_SECONDS = 5;
/** The first message waits for a long poll and a cold start. Seen in load tests. */
export const DRAIN_START_SECONDS = 2;
/** The round trips of a batch's writes, besides its CPU. An assumption. */
export const BATCH_OVERHEAD_SECONDS = 0.02;
/** API Gateway, a warm function and a PutRecord, together. An assumption; a load test measures its own. */
export const ANSWER_MS = 25;
/** The spread of one answer without load, as the sigma of a lognormal: its p99 is 2.3 times its median. An assumption, as above. */
export const ANSWER_SIGMA = 0.35;

/** A like logs its metrics, a line of the access log, and two lines of Lambda itself. Measured on the bundles. */
export const LOG_BYTES_PER_LIKE = 227 + 201 + 2 * 26;
/** So does a page. */
export const LOG_BYTES_PER_PAGE = LOG_BYTES_PER_LIKE;
/** Custom metrics that exist without a request: those of merge-buckets. Measured on the bundles. */
export const METRICS_AT_REST = 3;
/** merge-buckets logs about this much in each of its runs. Measured on the bundles. */
export const LOG_BYTES_PER_MERGE_RUN = 1_000;

/** A lane leaves this much on the root of a split post: its mark, its floor and where it moved. source: docs/hot-posts.md */
export const ROOT_BYTES_PER_LANE = 70;

/** How long a page that shows live counts stays open. An assumption. */
export const PAGE_OPEN_SECONDS = 60;
/** How long a post draws the likes of its share, before another one takes its place. An assumption. */
export const POST_SECONDS = 86_400;
/** So many posts share evenly what the hottest one leaves. An assumption, which the sample of partition keys makes, too. */
export const OTHER_POSTS = 1_000;
/** How many connections a broadcast message reaches. An assumption. */
export const CONNECTIONS_PER_SLOT = 1_000;
/** One call that sends a message to a connection, as CPU. As much as a bare call of the SDK takes: 0.31 ms, measured with PutRecord. */
export const PUSH_CPU_MS = 0.3;
/** CPU of roll-up for each update: it reads it, and keeps the newest of each post. An assumption: twice a batched write of a counter. */
export const ROLL_UP_CPU_MS = 0.1;
/** The round trips of a batch of roll-up, and of a broadcast message. An assumption. */
export const LIVE_OVERHEAD_SECONDS = 0.03;
/** How many updates are of posts that have a timeline, which only posts above a number of likes have. An assumption. */
export const TIMELINE_SHARE = 0.5;
/** answer-viewer writes what a page watches. An assumption. */
export const ANSWER_VIEWER_SECONDS = 0.02;
/** A function that no API calls logs its metrics, and two lines of Lambda itself. */
export const LOG_BYTES_PER_INVOCATION = 227 + 2 * 26;

/** How many pages are asked for by people who have a token, which no cache may answer. source: the field's 90-9-1 rule */
export const TOKEN_SHARE = 0.1;
/** Headers of an answer that a cache gives, as HTTP/2 compresses them. An assumption. */
export const ANSWER_HEADER_BYTES = 350;
/** A post in an answer of ten, compressed. Measured with gzip. */
export const ANSWER_BYTES_PER_POST = 30;
/** Whoever wants a newer count than the one that it has asks no more often. source: docs/api.md */
export const LEAST_POLL_SECONDS = 2;
