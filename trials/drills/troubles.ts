// What the functions meet when they call a service that is in trouble.

import type { WrapEndpoint } from '../../local/servers.ts';
import { startFaultProxy } from '../chaos/fault-proxy.ts';
import type { CallFault } from '../chaos/draw-faults.ts';

const PUTS = new Set(['PutRecord', 'PutRecords']);
/** How a page of counts is read. */
const READ = 'BatchGetItem';

export function wrapWithTroubles(
  stream: { readonly refusesPuts: boolean },
  tables: { readonly readsTakeMs: number },
): WrapEndpoint {
  function faultOf(service: string, operation: string): CallFault | undefined {
    if (service === 'kinesis' && stream.refusesPuts && PUTS.has(operation)) return { kind: 'throttle' };
    if (service === 'dynamodb' && tables.readsTakeMs > 0 && operation === READ)
      return { kind: 'delay', ms: tables.readsTakeMs, of: 'request' };
    return undefined;
  }
  return async (service, url) =>
    service === 'kinesis' || service === 'dynamodb'
      ? startFaultProxy({ service, url, pickFault: ({ operation }) => faultOf(service, operation) })
      : undefined;
}
