// Reads the flags that say how a file of votes is laid out.

import { UsageError } from '../../command-line/usage-error.ts';
import { FORMATS, type VoteColumns, type VoteFormat, type VoteRole } from '../../traffic/vote-columns.ts';

const ONE_CHARACTER = /^[\t\x20-\x7E]$/;

export function readDelimiter(text = ','): string {
  const delimiter = text === 'tab' ? '\t' : text;
  if (!ONE_CHARACTER.test(delimiter) || delimiter === '"' || delimiter === ' ')
    throw new UsageError(`--delimiter must be tab or one character of ASCII, not ${JSON.stringify(text)}`);
  return delimiter;
}

/** Reads `user=user_id,post=post_id`. */
export function readColumns(text: string | undefined, format: VoteFormat): VoteColumns {
  if (text === undefined) return {};
  const { known } = FORMATS[format];
  const columns: VoteColumns = {};
  for (const pair of text.split(',')) {
    const [role = '', ...rest] = pair.split('=');
    const name = rest.join('=').trim();
    const isRole = (word: string): word is VoteRole => known.some((each) => each === word);
    if (!isRole(role) || name === '')
      throw new UsageError(
        `--columns must be like user=user_id, with ${known.join(', ')}, not ${JSON.stringify(pair)}`,
      );
    if (columns[role] !== undefined) throw new UsageError(`--columns names ${role} twice`);
    columns[role] = name;
  }
  const names = Object.values({ ...FORMATS[format].names, ...columns });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`--columns gives ${JSON.stringify(twice)} two meanings`);
  return columns;
}
