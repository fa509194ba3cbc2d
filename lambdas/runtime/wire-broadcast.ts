// Wires the way to those who look at counts. No deployment has one yet.

import type { Broadcast } from '../../core/live/ports.ts';

/** Undefined where nobody is told of changes. */
export const wireBroadcast = (_env: NodeJS.ProcessEnv): Broadcast | undefined => undefined;
