// Connections are in slots, so that one message of the broadcast queue reaches a bounded number of them.

import { shortHash } from '../stream/short-hash.ts';

export const slotOf = (connectionId: string, slots: number): number => shortHash(connectionId) % slots;
