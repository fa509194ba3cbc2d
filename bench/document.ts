// Puts the results into a document, between two markers, and leaves the rest of the document as it is.

import { readFile, writeFile } from 'node:fs/promises';

const START = '<!-- results: start (written by npm run bench -- --write) -->';
const END = '<!-- results: end -->';

/** Thrown when the document lacks the markers. */
export class MarkersMissingError extends Error {
  override readonly name = 'MarkersMissingError';
}

export async function writeBetweenMarkers(file: string, markdown: string): Promise<void> {
  await writeFile(file, replaceBetweenMarkers(await readFile(file, 'utf8'), markdown));
}

/** Throws a MarkersMissingError. */
export function replaceBetweenMarkers(document: string, markdown: string): string {
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start === -1 || end < start)
    throw new MarkersMissingError(`the document must hold "${START}" and after it "${END}"`);
  return `${document.slice(0, start)}${START}\n\n${markdown}\n\n${document.slice(end)}`;
}
