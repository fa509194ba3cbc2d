// The command line of `npm run weights`.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readNumber } from '../../command-line/number.ts';

export const HELP = `Weighs the gzipped bundle of each function, the files of the built pages (npm run page), and the source files that are too
long, and compares them with the baseline in bench/results/weights.json.

npm run weights -- [options]

  --types-seconds N  how long the type check took, to be shown with the rest
  --tests-seconds N  how long the tests took, to be shown with the rest
  --write            make these figures the new baseline
  --help             this text

A line that begins with GREW: names what grew by a tenth or more. Exit code: 0 also when something grew; 2 wrong options, pages that
are not built or an app that cannot be synthesized; 130 interrupted.
`;

export interface WeightsOptions {
  readonly typesSeconds: number | undefined;
  readonly testsSeconds: number | undefined;
  readonly write: boolean;
}

const FLAGS = { 'types-seconds': TEXT, 'tests-seconds': TEXT, write: FLAG, help: FLAG };

/** Throws a UsageError. */
export function readOptions(args: string[]): WeightsOptions | 'help' {
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  const seconds = (name: 'types-seconds' | 'tests-seconds') =>
    flags[name] === undefined ? undefined : readNumber(`--${name}`, flags[name], { least: 0 });
  return {
    typesSeconds: seconds('types-seconds'),
    testsSeconds: seconds('tests-seconds'),
    write: flags.write,
  };
}
