// Sets texts in columns, and wraps sentences, for a terminal of a hundred columns. Pure.

export const WIDTH = 100;

/** @param alignRight the columns that hold numbers, by their index */
export function columns(rows: readonly (readonly string[])[], alignRight: readonly number[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return alignRight.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Breaks a text into lines, each with the indent; the first begins with `first` instead. */
export function wrap(text: string, first: string, indent = ' '.repeat(first.length)): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** A bar of ten blocks. What is above 100% fills it. */
export function bar(percent: number): string {
  const filled = Math.min(10, percent > 0 ? Math.max(1, Math.round(percent / 10)) : 0);
  return '█'.repeat(filled) + '░'.repeat(10 - filled);
}

export const percentText = (percent: number): string =>
  percent > 0 && percent < 1 ? '<1%' : `${Math.round(percent).toLocaleString('en-US')}%`;

/** Cents, up to a thousand dollars. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.005) return '<$0.01';
  const digits = amount >= 1_000 ? 0 : 2;
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
