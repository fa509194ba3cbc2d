// Computes the expected counts of a file of votes from its bytes, a second time and in another way. If the truth came from the
// actions, it would share every mistake of the reader: a row that is lost, one person under three names, a wrong order.
//
// So this file uses nothing of the reader. It splits rows by hand instead of by csv-parse. It compares names as bytes, one
// character a byte, and decodes only the posts at the end. It looks for each person's latest row instead of sorting. It shares
// the names of the columns, and it repeats what a like is: four stars, or the word. It may be simpler than the reader, because
// the reader has refused what is malformed.

import { FORMATS, type VoteColumns, type VoteFormat } from './vote-columns.ts';

interface FileTruthOptions {
  readonly format: VoteFormat;
  readonly postPrefix: string;
  readonly delimiter?: string;
  readonly columns?: VoteColumns;
}

const BOM = '\u00EF\u00BB\u00BF';

/** Returns the likes of every post in the file, also of those without likes. */
export function truthOfFile(
  bytes: Buffer,
  { format, postPrefix, delimiter = ',', columns = {} }: FileTruthOptions,
): Map<string, number> {
  const [header = [], ...rows] = splitRows(bytes.toString('latin1'), asBytes(delimiter));
  const names = { ...FORMATS[format].names, ...columns };
  const columnOf = (name: string | undefined) => (name === undefined ? -1 : header.indexOf(asBytes(name)));
  const [user, post, action, rating, at] = [
    columnOf(names.user),
    columnOf(names.post),
    columnOf(names.action),
    columnOf(names.rating),
    columnOf(names.at),
  ];
  const posts = new Map<string, Map<string, { when: readonly [number, number]; likes: boolean }>>();
  for (const row of rows) {
    const people = posts.get(row[post] ?? '') ?? new Map();
    posts.set(row[post] ?? '', people);
    const when = timeOf(row[at] ?? '0');
    const before = people.get(row[user] ?? '');
    // Of two rows of the same time the later one of the file wins.
    if (before && isBefore(when, before.when)) continue;
    const word = row[action] ?? 'like';
    people.set(row[user] ?? '', { when, likes: rating === -1 ? word === 'like' : Number(row[rating]) >= 4 });
  }
  return new Map(
    [...posts].map(([name, people]) => [
      postPrefix + Buffer.from(name, 'latin1').toString('utf8'),
      [...people.values()].filter(({ likes }) => likes).length,
    ]),
  );
}

const asBytes = (text: string): string => Buffer.from(text).toString('latin1');

const isBefore = ([a, restOfA]: readonly [number, number], [b, restOfB]: readonly [number, number]) =>
  a < b || (a === b && restOfA < restOfB);

/** A time in two parts, because 19 digits do not fit a number. */
function timeOf(at: string): readonly [number, number] {
  const date = /^(\d+)-(\d+)-(\d+)(?:.(\d+):(\d+)(?::(\d+)(\.\d+)?)?)?(?:([+-])(\d\d):?(\d\d))?/.exec(at);
  if (!date) {
    const [whole = '', fraction = ''] = at.split('.');
    const digits = whole.padStart(20, '0') + fraction.padEnd(9, '0');
    return [Number(digits.slice(0, 15)), Number(digits.slice(15))];
  }
  const [year, month, day, hour, minute, second] = date.slice(1, 7).map((part) => Number(part ?? 0));
  const offsetMinutes = (date[8] === '-' ? -1 : 1) * (Number(date[9] ?? 0) * 60 + Number(date[10] ?? 0));
  const minutes = (minute ?? 0) - offsetMinutes;
  return [Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minutes, second), Number(date[7] ?? 0)];
}

/** Splits rows at ends of lines and fields at the delimiter, unless these stand between quotes. Blank rows are left out. */
function splitRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const end = text.includes('\n') ? '\n' : '\r';
  const endField = () => {
    row.push(field.replaceAll(/^[ \t\r]+|[ \t\r]+$/g, ''));
    field = '';
  };
  const endRow = () => {
    endField();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let place = text.startsWith(BOM) ? BOM.length : 0; place < text.length; place++) {
    const character = text[place] ?? '';
    if (isQuoted && character === '"' && text[place + 1] === '"') field += text[++place];
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) field += character;
    else if (character === delimiter) endField();
    else if (character === end) endRow();
    else field += character;
  }
  endRow();
  return rows;
}
