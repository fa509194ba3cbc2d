// What a request makes a function ask of AWS. This module is pure.

import { DENIED_KEY } from '../../core/api/denied-key.ts';

export interface Traffic {
  /** Actions put on the stream. */
  readonly events: number;
  /** The data of the records that hold them. */
  readonly streamBytes: number;
  /** Items read from a table. */
  readonly reads: number;
  /** Items written to a table. */
  readonly writes: number;
}

export const NO_TRAFFIC: Traffic = { events: 0, streamBytes: 0, reads: 0, writes: 0 };

/** Returns the traffic with one more call of an operation of AWS in it. */
export function countCall(traffic: Traffic, operation: string, body: string): Traffic {
  switch (operation) {
    case 'PutRecord': {
      const data = Buffer.from((JSON.parse(body) as { Data: string }).Data, 'base64');
      const events = [JSON.parse(data.toString()) as object | object[]].flat().length;
      return { ...traffic, events: traffic.events + events, streamBytes: traffic.streamBytes + data.length };
    }
    case 'BatchGetItem': {
      const { RequestItems } = JSON.parse(body) as { RequestItems: Record<string, { Keys: object[] }> };
      const keys = Object.values(RequestItems).flatMap(({ Keys }) => Keys).length;
      return { ...traffic, reads: traffic.reads + keys };
    }
    case 'Query':
      return isDenyList(body) ? traffic : { ...traffic, reads: traffic.reads + 1 };
    case 'GetSecretValue':
      return traffic;
    default:
      // No function behind the API may write to a table. If one did, it would show here.
      return { ...traffic, writes: traffic.writes + 1 };
  }
}

/** An environment reads the deny list every half minute, and a key every five minutes, whatever it is asked. */
const isDenyList = (body: string): boolean => body.includes(`{"S":"${DENIED_KEY}"}`);
