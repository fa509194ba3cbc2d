import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { readPosts } from '../../../tools/posts/read-posts.ts';

const post = { postId: 'a', title: 'A', text: 'b', author: 'c', createdAt: '2026-11-24T00:00:00Z' };

function fileOf(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'posts-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'posts.json'), text);
  return join(dir, 'posts.json');
}

test.each([
  ['no JSON', '[', /posts\.json: /],
  ['no array', '{}', /the file: /],
  ['an empty title', JSON.stringify([post, { ...post, title: '' }]), /1\.title: /],
  ['a post id with a line break', JSON.stringify([{ ...post, postId: 'a\n' }]), /0\.postId: is no id/],
  ['a day that is no time', JSON.stringify([{ ...post, createdAt: 'today' }]), /0\.createdAt: /],
])('%s is refused by one line that names the place', async (_, text, message) => {
  const reading = readPosts(fileOf(text));
  await expect(reading).rejects.toThrow(UsageError);
  await expect(reading).rejects.toThrow(message);
});

test('times get the form that sorts', async () => {
  expect((await readPosts(fileOf(JSON.stringify([post]))))[0]?.createdAt).toBe('2026-11-24T00:00:00.000Z');
});

test('the posts of the demo are good ones, newest first', async () => {
  const posts = await readPosts(join(PROJECT_DIR, 'demo', 'posts.json'));
  const times = posts.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
});
