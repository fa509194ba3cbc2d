// Makes sure that one person or post has one name in a file of votes. A name that looks like another one is refused and not
// changed, because a post's name must stay the one that its site asks for.

import { checkKeyText } from '../core/likes/key-text.ts';

/** White space and characters of no width that are left at an end after plain spaces are gone. */
const BLANK_END = /^[\s\u200B\u2060\uFEFF]|[\s\u200B\u2060\uFEFF]$/u;
const ASCII = /^[\x20-\x7E]*$/;

/** Drops plain spaces and tabs around a field, also inside quotes, and the rest of a line end. */
export const trimField = (field: string): string => field.replaceAll(/^[ \t\r]+|[ \t\r]+$/g, '');

/** Returns what is wrong with a name; undefined when it is good. */
export type CheckName = (name: string, line: number) => string | undefined;

/** @param what the kind of name, for the message */
export function makeCheckName(what: 'user' | 'post', prefix = ''): CheckName {
  const seen = new Map<string, { name: string; line: number }>();
  return (name, line) => {
    if (name === '') return what === 'user' ? 'the user is empty' : 'the post is not a good id (empty)';
    const problem = checkKeyText(prefix + name);
    // A user's name is not sent, so it may be of any length.
    if (problem && !(what === 'user' && problem === 'too-long'))
      return `the ${what} is not a good id (${problem})`;
    if (BLANK_END.test(name)) return `the ${what} has white space around it that is no plain space`;
    if (ASCII.test(name)) return undefined;
    const form = name.normalize('NFC');
    const first = seen.get(form) ?? { name, line };
    seen.set(form, first);
    if (first.name === name) return undefined;
    return `the ${what} ${JSON.stringify(name)} is written in another Unicode form on line ${first.line}`;
  };
}
