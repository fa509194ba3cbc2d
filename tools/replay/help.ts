// What `npm run replay -- --help` prints.

export const HELP = `Sends votes to the likes API, each as its own visitor, and checks that every post is counted exactly.

  npm run replay -- --file ratings.csv --format movielens --verify
  npm run replay -- --generate --actions 20000 --url http://127.0.0.1:3000 --verify

What to send
  --file FILE          votes as CSV with a header, sent as one visitor per user of the file
  --format FORMAT      movielens: userId,movieId,rating,... (4 stars and more is a like, less an unlike)
                       csv: at,user,post,action (like or unlike; at is a number or an ISO 8601 date)
    --delimiter C (,)  the character between fields; tab for a tab
    --columns MAP      other names in the header: user=user_id,post=post_id,at=created,action=kind
                       Without a column of actions each vote is a like; without one of times the votes are taken in
                       file order. movielens has rating for action, and takes times only where MAP names them.
                       Votes are sorted by time. Blank rows, and spaces around fields, are left out. Names must be
                       UTF-8. Upper and lower case differ. A name in two Unicode forms is refused.
  --generate           a made-up workload instead, which a seed repeats: posts of Zipf popularity, people who
                       change their minds, repeated sends, newer actions that overtake older ones
    --seed N (1)  --actions N (10000)  --posts N (1000)  --users N (500)
    --skew X (1)  Zipf exponent; 0 makes all posts alike
    --hot-share X (0)  share of the actions that goes to one post, 0 to 1
  --post-prefix TEXT   stands before each post's name (movielens: movie-, generated: seed-<seed>-, csv: none)

Where to
  --url URL            the API; without it, the command starts a local cloud for this run
  --data DIR           the local cloud's data directory, kept for the next run
  --shards N  --scenario NAME   of the local cloud that is started
  --visitors FILE      keeps the visitors' tokens, which are secrets, so its mode is 0600. A later run with the same file
                       votes as the same persons, so that it changes no count. Default: replay-visitors.jsonl in
                       --data DIR; else, for a --url, .data/visitors/<host>-<port>.jsonl of this project; else no file.

How
  --rate N             at most N actions a second
  --concurrency N (32) requests in flight
  --batch N (1)        up to N actions of a user in one POST /v1/likes; 1 uses PUT and DELETE

Then
  --verify             wait until the counts settle, then compare every post with the votes
  --settle N (60)      seconds without any change after which counts that differ are final
  --timeout N (900)    most seconds to wait for the counts

Throttling (429), server errors (5xx) and lost connections are retried for up to 5 minutes a request. Its own local cloud
limits neither persons nor addresses. An API at --url does, and then the replay takes as long as its limits say.
Exit code: 0 all sent (and, with --verify, all equal); 1 counts differ, lines were lost or the API refuses; 2 bad
input or unreachable API; 130 interrupted.
`;
