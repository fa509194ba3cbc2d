// Writes happenings as lines that people can read, and reads them back: "ann likes", "start s0", "call s0#1", "crash s0#1".

import type { Happening } from './happening.ts';
import { isLane, isPerson } from './persons.ts';

/** Throws a SyntaxError for a line that is not a happening. */
export function readScript(text: string): Happening[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readHappening);
}

export function writeHappening(happening: Happening): string {
  switch (happening.type) {
    case 'press':
      return `${happening.person} ${happening.op}s`;
    case 'call':
      return `call ${happening.attempt}${happening.index === 0 ? '' : ` ${happening.index}`}`;
    case 'duplicate':
    case 'swap':
      return `${happening.type} ${happening.lane} ${happening.number}`;
    case 'start':
    case 'bisect':
    case 'reread':
      return `${happening.type} ${happening.lane}`;
    case 'split':
    case 'merge':
    case 'run':
      return happening.type;
    default:
      return `${happening.type} ${happening.attempt}`;
  }
}

function readHappening(line: string): Happening {
  const [verb, object, number] = line.split(/\s+/);
  if (isPerson(verb)) {
    if (object === 'likes') return { type: 'press', person: verb, op: 'like' };
    if (object === 'unlikes') return { type: 'press', person: verb, op: 'unlike' };
  }
  switch (verb) {
    case 'split':
    case 'merge':
    case 'run':
      return { type: verb };
    case 'duplicate':
    case 'swap':
      if (isLane(object) && Number(number) > 0) return { type: verb, lane: object, number: Number(number) };
      break;
    case 'start':
    case 'bisect':
    case 'reread':
      if (isLane(object)) return { type: verb, lane: object };
      break;
    case 'call':
      if (object) return { type: verb, attempt: object, index: Number(number ?? 0) };
      break;
    case 'again':
    case 'lose-answer':
    case 'crash':
    case 'crash-late':
    case 'time-out':
    case 'wake':
      if (object) return { type: verb, attempt: object };
  }
  throw new SyntaxError(`not a happening: ${line}`);
}
