// What `npm run model -- --help` prints.

import { MUTANTS } from '../mutants.ts';

const mutants = Object.entries(MUTANTS).map(([name, what]) => `  ${name.padEnd(28)}${what}`);

export const HELP = `Runs random schedules of the real counting code over a store in memory. In a schedule, attempts overlap, crash, lose
answers and come again, and shards and posts are split and merged. Every schedule must leave the exact count.

  npm run model -- --schedules 1000000 --seed 1

  --schedules N (20000)   how many schedules to run, each with a seed of its own
  --seed N (1)            the seed of the first schedule; the same seed always gives the same schedule
  --workers N             how many threads to use (default: as many as there are processors)
  --mutant NAME           breaks a rule on purpose, to see that the schedules notice it; the names are:

${mutants.join('\n')}

When a schedule finds an error, the run makes that schedule as short as possible and tells its story.
Exit code: 0 no error found; 1 an error found; 2 bad arguments; 130 interrupted.
`;
