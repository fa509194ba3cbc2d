// What `npm run model -- --help` prints.

import { MUTANTS } from '../mutants.ts';

const mutants = Object.entries(MUTANTS).map(([name, what]) => `  ${name.padEnd(28)}${what}`);

export const HELP = `Runs random schedules of the real counting code over a store in memory: attempts overlap, crash, lose answers and come
again, shards and posts are split and merged. Every schedule must leave the exact count.

  npm run model -- --schedules 1000000 --seed 1

  --schedules N (20000)   how many, each with a seed of its own
  --seed N (1)            the seed of the first; a seed is the same schedule every time
  --workers N             threads (default: as many as there are processors)
  --mutant NAME           breaks a rule, to see that the schedules notice:

${mutants.join('\n')}

A schedule that finds an error is made as short as it will be, and told.
Exit code: 0 no error found; 1 an error found; 2 bad arguments; 130 interrupted.
`;
