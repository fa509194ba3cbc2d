// Where to look when a step fails. Tables, stream and queue have the names of the stacks' outputs.

const BATCH_LIKES = 'the log of batch-likes and the state of its event source mapping';

export const LOOK_AT = {
  describes: 'the URL, which is the output Url of the service stack; then the log of describe-api',
  visitor: (status: number) =>
    ({
      401: 'the challenge of the deployment: only a person can solve that of a widget; give the token of a visitor with --token',
      404: 'the auth of the deployment: one with an OIDC issuer issues no visitors; give a token of its issuer with --token',
    })[status] ?? 'the log of issue-visitor: can it read the visitor key?',
  refuses: 'the log of accept-like: nobody without a good token may get past it',
  takes: (status: number, ownToken: boolean) =>
    status === 401 && ownToken
      ? 'the token: has it run out, and are its iss and aud the oidcIssuer and oidcAudience of the deployment?'
      : 'the log of accept-like: can it put records on the stream, and has LikeEventsStream enough shards?',
  reads: 'the log of read-counts: can it read CountersTable and LikesTable?',
  counts: `${BATCH_LIKES}; the iterator age of LikeEventsStream; the messages in QuarantineQueue`,
  twice: `${BATCH_LIKES}; the items of the post in CountersTable against its rows in LikesTable`,
};
