// What came before a run must not be collected, or counted as memory, during it.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects the garbage of this process's main thread. */
export const collectGarbage = (): void => collect();
