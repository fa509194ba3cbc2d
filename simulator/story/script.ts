// Writes actions as lines that people can read, and reads them back: "ann likes", "start s0", "call s0#1", "crash s0#1".

import type { Action } from './action.ts';
import { isLane, isPerson } from './persons.ts';

/** Throws a SyntaxError for a line that is not an action. */
export function readScript(text: string): Action[] {
  return text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readAction);
}

export function writeAction(action: Action): string {
  switch (action.type) {
    case 'press':
      return `${action.person} ${action.op}s`;
    case 'call':
      return `call ${action.attempt}${action.index === 0 ? '' : ` ${action.index}`}`;
    case 'duplicate':
    case 'swap':
      return `${action.type} ${action.lane} ${action.number}`;
    case 'start':
    case 'bisect':
    case 'reread':
      return `${action.type} ${action.lane}`;
    case 'split':
    case 'merge':
    case 'run':
      return action.type;
    default:
      return `${action.type} ${action.attempt}`;
  }
}

function readAction(line: string): Action {
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
  throw new SyntaxError(`not an action: ${line}`);
}
