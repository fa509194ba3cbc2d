// What `npm run withdraw -- --help` prints.

export const HELP = `Withdraws likes: all of a set of persons, or all of a span of time, or what is in both. An unlike goes through the stream for
each, so that counts stay exact while others like.

  npm run withdraw -- --url http://127.0.0.1:3000 --persons bots.txt
  npm run withdraw -- --outputs cdk-outputs.json --from 2026-11-26T10:00:00Z --to 2026-11-26T11:00:00Z \\
    --send --reason "click farm" --record withdrawn.jsonl

Which deployment
  --url URL            the address of a local cloud (npm start)
  --outputs FILE       the file that \`cdk deploy --all --outputs-file FILE\` wrote
  --endpoint URL       an emulator in place of the AWS region and credentials in the environment; goes with --outputs

Which likes
  --persons FILE       those of these user ids, one on a line
  --person ID          those of this user id; may be given several times
  --from TIME          those accepted at this time or later (ISO 8601 with Z or an offset)
  --to TIME            those accepted before this time (default: when the command began)

What to do
                       without an option: tell what would be withdrawn, and change nothing
  --send               withdraw it
  --reason TEXT        why; it stands in the record
  --record FILE        gets a JSON line for each like before its unlike is sent: when, by whom, why, person, post and both ids.
                       FILE.state beside it keeps the progress, so that the same command goes on after an interruption
  --by NAME            who withdraws (default: the user of this machine)

How
  --per-second N (100) unlikes a second at most, so that they take no place of people's likes
  --passes N (5)       reads of the ledger at most: each later one finds what was still on its way
  --rcu N (1000)       read capacity units a second at most
  --segments N (4)     parts of the ledger that are read side by side
  --list N (20)        most posts that are listed

The unlikes carry the time at which the command began, so whoever likes again after that keeps the like. So deny persons first, and
wait a minute (npm run deny).

Exit code: 0 nothing of it is left, or nothing was to be changed; 1 the last pass still found some; 2 bad input or an unreachable
deployment; 130 interrupted.
`;
