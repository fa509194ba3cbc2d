// Reads a file of posts: a JSON array as demo/posts.json has it.

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { UsageError } from '../../command-line/usage-error.ts';
import { checkKeyText } from '../../core/likes/key-text.ts';
import type { Post } from '../../core/posts/feed.ts';

/** A page of 50 posts must fit into one answer of a function. */
const MAX_TEXT_CHARACTERS = 5_000;
const MAX_LINE_CHARACTERS = 200;

const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LINE_CHARACTERS));

const Posts = v.array(
  v.strictObject({
    postId: v.pipe(
      v.string(),
      v.check((text) => !checkKeyText(text), 'is no id of a post'),
    ),
    title: Line,
    author: Line,
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TEXT_CHARACTERS)),
    createdAt: v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.transform((text) => new Date(text).toISOString()),
    ),
  }),
);

/** Throws a UsageError that names what is wrong, and where. */
export async function readPosts(file: string): Promise<Post[]> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`--file ${file}: ${(cause as Error).message}`, { cause });
  }
  const read = v.safeParse(Posts, json);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new UsageError(`--file ${file}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}
