// The same function with the light client.

import { makeKinesisPuts } from '../../adapters/clients.ts';
import { putOnce } from './put-once.ts';

const puts = makeKinesisPuts();
export const handler = () => putOnce(puts);
