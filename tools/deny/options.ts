// The command line of the deny list.

import { userInfo } from 'node:os';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { type DeniedKind, MAX_DENIED } from '../../core/fairness/deny-list.ts';
import { checkKeyText } from '../../core/likes/key-text.ts';
import {
  DEPLOYMENT_FLAGS,
  DEPLOYMENT_HELP,
  type DeploymentName,
  readDeploymentName,
} from '../find-deployment.ts';

export const HELP = `Closes posts for likes, and takes no likes of persons. It takes effect within a minute, without a deploy.

  npm run deny -- list --url http://127.0.0.1:3000
  npm run deny -- add --url http://127.0.0.1:3000 --person 5f0c… --reason "click farm" --for 7d
  npm run deny -- remove --outputs cdk-outputs.json --post post-1

What to do
  list               tell who and what is denied, since when, until when, by whom and why
  add                deny; an entry that is there already is replaced
  remove             allow again

Which deployment
${DEPLOYMENT_HELP}

Whom and what (each may be given several times)
  --person ID        a user id: the \`sub\` of the person's token
  --post ID          the id of a post

With add
  --reason TEXT      why, up to 200 characters
  --for TIME         until then only: 90m, 12h, 7d
  --by NAME          who denies (default: the user of this machine)

The list holds up to ${MAX_DENIED.toLocaleString('en-US')} entries. What was liked before stays counted: npm run withdraw takes it back.

Exit code: 0 done; 2 bad input or an unreachable deployment; 130 interrupted.
`;

export interface DenyCommand {
  readonly action: 'list' | 'add' | 'remove';
  readonly deployment: DeploymentName;
  readonly named: readonly { readonly kind: DeniedKind; readonly id: string }[];
  readonly reason: string;
  readonly by: string;
  readonly forMs: number | undefined;
}

const FLAGS = {
  ...DEPLOYMENT_FLAGS,
  person: { type: 'string', multiple: true },
  post: { type: 'string', multiple: true },
  reason: TEXT,
  for: TEXT,
  by: TEXT,
  help: FLAG,
} as const;

/** Every execution environment reads these texts with the list. */
const MAX_TEXT_CHARACTERS = 200;

/** Throws a UsageError for anything that is not understood. */
export function readOptions([action = '', ...args]: string[]): DenyCommand | 'help' {
  if (action === '--help') return 'help';
  if (action !== 'list' && action !== 'add' && action !== 'remove')
    throw new UsageError(`say what to do: list, add or remove, not "${action}"`);
  const flags = readFlags(args, FLAGS);
  if (flags.help) return 'help';
  const deployment = readDeploymentName(flags);
  const named = [...namedAs('person', flags.person), ...namedAs('post', flags.post)];
  const { reason = '', by = userInfo().username } = flags;
  if (action === 'list' && named.length > 0) throw new UsageError('list tells all of them: name nobody');
  if (action !== 'list' && named.length === 0) throw new UsageError('say whom or what: --person or --post');
  if (action === 'add' && reason.trim() === '') throw new UsageError('add needs --reason: the list says why');
  if (action !== 'add' && [flags.reason, flags.for, flags.by].some((flag) => flag !== undefined))
    throw new UsageError('--reason, --for and --by go with add');
  for (const [name, text] of Object.entries({ reason, by }))
    if (text.length > MAX_TEXT_CHARACTERS)
      throw new UsageError(`--${name} has more than ${MAX_TEXT_CHARACTERS} characters`);
  return { action, deployment, named, reason, by, forMs: readSpan(flags.for) };
}

function namedAs(kind: DeniedKind, ids: readonly string[] = []): DenyCommand['named'] {
  return [...new Set(ids)].map((id) => {
    const problem = checkKeyText(id);
    if (problem) throw new UsageError(`--${kind} ${JSON.stringify(id)} is no id: ${problem}`);
    return { kind, id };
  });
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function readSpan(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs === undefined)
    throw new UsageError(`--for must be a time such as 90m, 12h or 7d, not "${text}"`);
  return Number(count) * unitMs;
}
