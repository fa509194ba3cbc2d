// What `npm run audit -- --help` prints.

export const HELP = `Compares every post's count with the ledger, while likes flow, and corrects it if asked to.

  npm run audit -- --url http://127.0.0.1:3000
  npm run audit -- --outputs cdk-outputs.json --state audit.db --repair

Which tables
  --url URL              of a local cloud (npm start)
  --outputs FILE         what \`cdk deploy --all --outputs-file FILE\` wrote
  --counters-table NAME  --likes-table NAME
  --endpoint URL         a DynamoDB other than that of the AWS region and credentials in the environment

What to do
                         nothing given: measure and list the posts that differ
  --repair               take the drift out of each count, and measure again
  --rebuild              make the counters that are lost from the ledger, then measure. Pause the event source
                         mapping first (docs/audit.md)

How
  --rcu N (1000)         read capacity units a second at most, for both tables together
  --segments N (4)       parts of a table that are read side by side
  --passes N (5)         how often the ledger is read at most, for posts that could not be told and for corrections
  --state FILE           keep how far it has come: the same command goes on after an interruption. Removed at the end
  --overdue-hours N (96) an event not counted for so long will not be counted any more: longer than the stream's retention
  --list N (20)          posts that are listed of each kind

Exit code: 0 no drift (any more), 1 drift or doubt left, 2 bad input or unreachable tables, 130 interrupted.
`;
