// Makes the table of supported resource types in local/README.md from the rules by which templates are checked.

import type { ResourceType } from './resources/resource-type.ts';

const START = '<!-- supported: start (written by node local/write-support-table.ts) -->';
const END = '<!-- supported: end -->';

const HEAD = '| Type | It acts on | It takes without effect |\n|---|---|---|';

export function makeSupportTable(types: ReadonlyMap<string, Pick<ResourceType, 'rules'>>): string {
  const rows = [...types].map(([type, { rules }]) => {
    const noEffect = Map.groupBy(Object.keys(rules.noEffect), (path) => rules.noEffect[path] ?? '');
    const reasons = [...noEffect].map(([reason, paths]) => `${listPaths(paths)}: ${reason}`);
    return `| ${type} | ${listPaths(rules.actedOn)} | ${reasons.join('; ')} |`;
  });
  return [HEAD, ...rows].join('\n');
}

const listPaths = (paths: readonly string[]) => paths.map((path) => `\`${path}\``).join(', ');

/** Returns the document with the table between its two markers. Throws if the document lacks them. */
export function putSupportTable(document: string, table: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start === -1 || end < start) throw new Error(`the document must hold "${START}" and after it "${END}"`);
  return `${document.slice(0, start)}${START}\n\n${table}\n\n${document.slice(end)}`;
}
