// Lets the calls of a moment travel in common requests. What waits for a free connection gathers, too. A request names no item twice,
// because DynamoDB would refuse it as a whole.

import type { Limit } from '../../core/stream/limit.ts';

export interface Gathering<Call> {
  /** The most calls of one request. */
  readonly most: number;
  /** Bounds the requests in flight. */
  readonly limit: Limit;
  /** Tells items apart. */
  readonly itemKeyOf: (call: Call) => string;
  /** Settles each call. It never rejects. */
  readonly request: (calls: readonly Call[]) => Promise<void>;
}

/** Returns a function that puts a call into one of the next requests. */
export function gather<Call>({ most, limit, itemKeyOf, request }: Gathering<Call>): (call: Call) => void {
  const queue: Call[] = [];
  let requested = 0;

  function requestSoon(): void {
    requested += 1;
    setImmediate(() => {
      void limit(async () => {
        requested -= 1;
        const taken = takeFirst();
        // What stayed behind names an item that this request names already.
        if (queue.length > requested * most) requestSoon();
        if (taken.length > 0) await request(taken);
      });
    });
  }

  /** Takes the first calls out of the queue that name different items. */
  function takeFirst(): Call[] {
    const taken = new Map<string, Call>();
    const left: Call[] = [];
    let seen = 0;
    for (const call of queue) {
      if (taken.size === most) break;
      seen += 1;
      const itemKey = itemKeyOf(call);
      if (taken.has(itemKey)) left.push(call);
      else taken.set(itemKey, call);
    }
    queue.splice(0, seen, ...left);
    return [...taken.values()];
  }

  return (call) => {
    queue.push(call);
    if (queue.length > requested * most) requestSoon();
  };
}
