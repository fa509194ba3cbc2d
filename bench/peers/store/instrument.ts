// Puts the meter, the streams, the faults and the clock of client tokens into a client. Faults come last, so that what was lost was
// metered and is in the stream. All of it sits inside the SDK's retries, so that every attempt counts.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ChangeStream } from '../change-stream.ts';
import type { ClientTokens } from '../client-tokens.ts';
import type { Faults } from '../faults.ts';
import type { Meter } from '../meter.ts';

export interface Instruments {
  readonly meter: Meter;
  readonly faults: Faults;
  readonly tokens: ClientTokens;
  /** By the name of the table. */
  readonly streams: ReadonlyMap<string, ChangeStream>;
}

/** It must be called before the client sends anything, because the client caches its middleware. */
export function instrument(client: DynamoDBClient, { meter, faults, tokens, streams }: Instruments): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
      if ('ClientRequestToken' in input && input.ClientRequestToken !== undefined)
        input.ClientRequestToken = tokens.tokenFor(input.ClientRequestToken);
      return next({ ...args, input });
    },
    { step: 'initialize', name: 'askForCapacity' },
  );
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        faults.request(async () => {
          const { input } = args;
          try {
            const result = await next(args);
            meter.succeeded(commandName, input, result.output);
            const stream = 'TableName' in input && streams.get(input.TableName ?? '');
            if (stream && !commandName.startsWith('Get'))
              stream.push({ input: { ...input }, output: { ...result.output } });
            return result;
          } catch (error) {
            meter.failed(input, error);
            throw error;
          }
        }),
    { step: 'finalizeRequest', priority: 'low', name: 'measureAttempt' },
  );
}
