// Collects garbage before a run. During the run, it would take CPU time and be counted as memory.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects the garbage of this process's main thread. */
export const collectGarbage = (): void => collect();
