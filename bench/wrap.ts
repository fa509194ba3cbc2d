// Breaks prose into lines, as everywhere in the documents.

const MAX_COLUMNS = 118;

/** Breaks at spaces. The lines of a list item after its first are indented. */
export function wrap(text: string): string {
  const indent = text.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && `${line} ${word}`.length > MAX_COLUMNS) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
