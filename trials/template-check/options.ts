// The command line of the check of templates.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';

export const HELP = `Holds the synthesized CloudFormation templates to cfn-lint and checkov. A finding is an error, unless
trials/template-check/accepted-findings.ts gives the reason why it is accepted.

  npm run check:templates

  --python COMMAND  the Python, 3.10 or newer, that runs both; python3 by default
  --help            this text

Both are installed from PyPI into an environment of their own. The network is needed on the first run only.
Exit code: 0 nothing is unexplained; 1 something is, or an accepted finding is not found any more; 2 wrong options or no Python;
130 interrupted.
`;

export interface TemplateCheckOptions {
  readonly python: string;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): TemplateCheckOptions | 'help' {
  const { python, help } = readFlags(args, { python: TEXT, help: FLAG });
  return help ? 'help' : { python: python ?? 'python3' };
}
