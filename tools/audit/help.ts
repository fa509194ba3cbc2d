// What `npm run audit -- --help` prints.

export const HELP = `Compares every post's count with the ledger while likes flow, and corrects it if asked to.

  npm run audit -- --url http://127.0.0.1:3000
  npm run audit -- --outputs cdk-outputs.json --state audit.db --repair

Which tables
  --url URL              the address of a local cloud (npm start)
  --outputs FILE         the file that \`cdk deploy --all --outputs-file FILE\` wrote
  --counters-table NAME  --likes-table NAME
  --endpoint URL         a DynamoDB other than the one of the AWS region and credentials in the environment

What to do
                         without an option: measure, and list the posts that differ
  --repair               take the drift out of each count, and measure again
  --rebuild              make lost counters from the ledger, then measure. Pause the event source
                         mapping first (docs/audit.md)

How
  --rcu N (1000)         read capacity units a second at most, for both tables together
  --segments N (4)       parts of a table that are read side by side
  --passes N (5)         reads of the ledger at most: further ones measure posts that are unclear, and corrections
  --state FILE           keep the progress here, so that the same command goes on after an interruption. It is removed
                         at the end
  --overdue-hours N (96) an event that was not counted for so long will never be counted: it must be longer than the
                         stream's retention
  --list N (20)          most posts of each kind that are listed

Exit code: 0 no drift is left; 1 drift or doubt is left; 2 bad input or unreachable tables; 130 interrupted.
`;
