// What the project weighs, and what of it grew since the baseline was written. Pure.

/** Bytes, or a number of files, by the name of what is weighed. */
export type Figures = Readonly<Record<string, number>>;

export interface Weights {
  /** Gzipped bytes of each function's bundle. */
  readonly functions: Figures;
  /** Gzipped bytes of each file of the built pages. */
  readonly pages: Figures;
  /** The lines of each source file that has more than `MAX_LINES`. */
  readonly longFiles: Figures;
}

/** Seconds that something took elsewhere, where known. They depend on the machine, so they are shown and not compared. */
export type Seconds = Readonly<Record<string, number | undefined>>;

export const MAX_LINES = 200;

/** A figure that is greater than the baseline by this share has grown. */
const GROWTH = 0.1;

const PAGES_TOTAL = 'pages, all files';
const LONG_FILES = `source files over ${MAX_LINES} lines`;

/** The figures that are compared and kept as the baseline. */
export function figuresOf({ functions, pages, longFiles }: Weights): Figures {
  const named = (prefix: string, figures: Figures) =>
    Object.entries(figures).map(([name, figure]) => [`${prefix} ${name}`, figure] as const);
  return Object.fromEntries([
    ...named('function', functions),
    [PAGES_TOTAL, Object.values(pages).reduce((sum, bytes) => sum + bytes, 0)],
    ...named('page', pages),
    [LONG_FILES, Object.keys(longFiles).length],
  ]);
}

/** Returns one line for each figure that grew by a tenth or more. A figure without a baseline has not grown. */
export function findGrowth(figures: Figures, baseline: Figures): string[] {
  return Object.entries(figures).flatMap(([name, figure]) => {
    const before = baseline[name];
    if (before === undefined || figure <= before || (figure - before) / before < GROWTH) return [];
    const share = before === 0 ? '' : ` (+${Math.round((100 * (figure - before)) / before)}%)`;
    return [`GREW: ${name} from ${grouped(before)} to ${grouped(figure)}${share}`];
  });
}

/** Returns a table with a row for each figure, then the names of the long files. */
export function formatWeights(weights: Weights, seconds: Seconds, baseline: Figures): string {
  const figures = Object.entries(figuresOf(weights)).map(([name, figure]) => {
    const unit = name === LONG_FILES ? '' : ' B gzipped';
    return [name, `${grouped(figure)}${unit}`, `baseline ${grouped(baseline[name])}`] as const;
  });
  const times = Object.entries(seconds)
    .filter(([, took]) => took !== undefined)
    .map(([name, took]) => [name, `${grouped(took)} s`, ''] as const);
  const rows = [...figures, ...times];
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  return [
    ...rows.map(([name, figure, before]) =>
      `${name.padEnd(width(0))}  ${figure.padStart(width(1))}  ${before}`.trimEnd(),
    ),
    ...Object.entries(weights.longFiles).map(([file, lines]) => `  ${file}: ${lines} lines`),
  ].join('\n');
}

const grouped = (value: number | undefined) => value?.toLocaleString('en-US') ?? '-';
