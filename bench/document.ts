// Puts results into a document, between two markers, and leaves the rest of the document as it is.

import { readFile, writeFile } from 'node:fs/promises';

/** Thrown when the document lacks the markers. */
export class MarkersMissingError extends Error {
  override readonly name = 'MarkersMissingError';
}

/** Returns the document with the text between the markers of this name. Throws a MarkersMissingError. */
export function putIntoDocument(document: string, text: string, name: string): string {
  const beginMark = `<!-- ${name}: begin -->`;
  const endMark = `<!-- ${name}: end -->`;
  const begin = document.indexOf(beginMark);
  const end = document.indexOf(endMark);
  if (begin === -1 || end < begin)
    throw new MarkersMissingError(`the document must hold "${beginMark}" and after it "${endMark}"`);
  return `${document.slice(0, begin + beginMark.length)}\n${text}\n${document.slice(end)}`;
}

/** Puts Markdown between the markers, with an empty line before and after it. Rejects with a MarkersMissingError. */
export async function writeIntoDocument(file: string, markdown: string, name: string): Promise<void> {
  await writeFile(file, putIntoDocument(await readFile(file, 'utf8'), `\n${markdown}\n`, name));
}
