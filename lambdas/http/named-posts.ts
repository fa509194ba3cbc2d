// Reads which posts a query names. It decodes one parameter at a time and ends at the first that is wrong or too many, so that a long
// query is refused as cheaply as a short one.

import { percentDecode } from './read-post-id.ts';

/** The most posts that one read may name, which is what one BatchGetItem takes. */
export const MAX_POSTS_PER_READ = 100;

/** The same for whoever has no token. To become a visitor is bounded for each address, and to read is not. */
export const MAX_POSTS_PER_STRANGERS_READ = 50;

/** The most parameters of a query, with those that nobody reads. */
export const MAX_PARAMETERS = 2 * MAX_POSTS_PER_READ;

/** The name `posts` is this long when each of its letters is percent-encoded. */
const LONGEST_NAME = 15;

interface NamedPost {
  readonly parameter: 'post' | 'posts';
  readonly text: string;
}

/**
 * Returns the posts that the query names, in its order, or what is wrong with it.
 *
 * @param most how many posts this reader may name
 */
export function readNamedPosts(
  search: string,
  most = MAX_POSTS_PER_READ,
): NamedPost[] | { field: string; detail: string } {
  const pairs = search.slice(1).split('&', MAX_PARAMETERS + 1);
  const posts: NamedPost[] = [];
  for (const pair of pairs) {
    const [name = ''] = pair.split('=', 1);
    const parameter = readName(name);
    if (!parameter) continue;
    const text = formDecode(pair.slice(name.length + 1));
    if (text === undefined) return { field: parameter, detail: 'a post id must be percent-encoded UTF-8' };
    if (parameter === 'post') posts.push({ parameter, text });
    else
      for (const id of text.split(',', MAX_POSTS_PER_READ + 1))
        posts.push({ parameter, text: trimSpaces(id) });
    if (posts.length > most) return { field: 'posts', detail: tooMany(most) };
  }
  if (pairs.length > MAX_PARAMETERS)
    return { field: 'query', detail: `must have at most ${MAX_PARAMETERS} parameters` };
  return posts;
}

const tooMany = (most: number) =>
  most < MAX_POSTS_PER_READ
    ? `must name at most ${most} posts without a token, and at most ${MAX_POSTS_PER_READ} with one`
    : `must name at most ${most} posts`;

function readName(name: string): NamedPost['parameter'] | undefined {
  const text = name.length > LONGEST_NAME || !name.includes('%') ? name : decodeAscii(name);
  return text === 'post' || text === 'posts' ? text : undefined;
}

/** Does not throw, because that costs more than all the rest. What is malformed stays as it is, and is no name of ours. */
const decodeAscii = (text: string) =>
  text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const formDecode = (text: string) => percentDecode(text.includes('+') ? plusesToSpaces(text) : text);

const [PLUS = 0, SPACE = 0] = Buffer.from('+ ');

/** What an URL holds is ASCII. To replace thousands of plus signs in a string takes ten times as long. */
function plusesToSpaces(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === PLUS) bytes[at] = SPACE;
  return bytes.toString('latin1');
}

/** The time that a regular expression takes for the end grows with the square of the spaces in the middle. */
function trimSpaces(text: string): string {
  let [start, end] = [0, text.length];
  while (text[start] === ' ') start++;
  while (end > start && text[end - 1] === ' ') end--;
  return text.slice(start, end);
}
