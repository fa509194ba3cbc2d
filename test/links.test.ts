// Pages that were merged or renamed must not lead nowhere.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../command-line/project-dir.ts';

const pages = globSync('**/*.md', { cwd: PROJECT_DIR, exclude: ['node_modules', 'cdk.out'] });
const read = (page: string): string => readFileSync(join(PROJECT_DIR, page), 'utf8');

/** GitHub's anchor of each heading. A heading that stands there twice gets a number. */
function anchorsOf(text: string): Set<string> {
  const times = new Map<string, number>();
  const headings = text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    Array.from(headings, ([, heading = '']) => {
      const name = heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-');
      const before = times.get(name) ?? 0;
      times.set(name, before + 1);
      return before === 0 ? name : `${name}-${before}`;
    }),
  );
}

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(PROJECT_DIR, target))) return true;
  return anchor !== undefined && !anchorsOf(read(target)).has(anchor);
}

test('an anchor is made of a heading as GitHub makes it', () => {
  const text = '# `a` and [b](c.md)\n```\n# no heading\n```\n## What, then?\n## What then\n';
  expect([...anchorsOf(text)]).toEqual(['a-and-b', 'what-then', 'what-then-1']);
});

test.each(pages)('each link of %s leads to a file and a heading that are there', (page) => {
  const links = Array.from(read(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
  const own = links.filter((link) => !/^[a-z]+:/.test(link));
  expect(own.filter((link) => isBroken(page, link))).toEqual([]);
});

test.each(pages)('each command that %s names is a script of the package', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = Array.from(read(page).matchAll(/npm run ([a-z][\w:-]*)/g), ([, script = '']) => script);
  expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
});
