// Reads the event source mapping of a deployment from the emulator's Lambda API.

import { type Emulator, signedFor } from './emulator.ts';

export interface Mapping {
  readonly EventSourceArn: string;
  readonly MaximumBatchingWindowInSeconds: number;
}

export async function readMapping({ endpoint }: Emulator, streamName: string): Promise<Mapping> {
  const answer = await fetch(`${endpoint}/2015-03-31/event-source-mappings/`, {
    headers: signedFor('lambda'),
  });
  const { EventSourceMappings } = (await answer.json()) as { EventSourceMappings: Mapping[] };
  const mapping = EventSourceMappings.find((it) => it.EventSourceArn.endsWith(`:stream/${streamName}`));
  if (!mapping) throw new Error(`no event source mapping reads ${streamName}`);
  return mapping;
}
