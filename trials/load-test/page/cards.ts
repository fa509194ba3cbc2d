// The kinds of cards that a page is made of.

import { escapeHtml } from './escape.ts';

export const list = (lines: readonly string[]): string =>
  `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;

/** @param none what it says when there are no lines */
export const listCard = (title: string, lines: readonly string[], none = ''): string =>
  `<section class="card"><h2>${title}</h2>${lines.length > 0 ? list(lines) : `<p>${none}</p>`}</section>`;

export function tableCard(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<section class="card"><h2>${escapeHtml(title)}</h2><table><thead>${row(head, 'th')}</thead>
<tbody>${rows.map((cells) => row(cells, 'td')).join('\n')}</tbody></table></section>`;
}
