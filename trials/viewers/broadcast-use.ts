// Measures what the broadcast function uses, for its price.

import type { WatchInvocation } from '../../local/lambda/invocation-fault.ts';

export interface BroadcastUse {
  readonly invocations: number;
  /** How long all invocations took together. */
  readonly busySeconds: number;
}

export function watchBroadcast(): { readonly watch: WatchInvocation; readonly use: BroadcastUse } {
  const use = { invocations: 0, busySeconds: 0 };
  return {
    use,
    watch(functionName) {
      // CloudFormation puts the logical id into the name.
      if (!functionName.includes('Broadcast')) return undefined;
      const startMs = performance.now();
      return {
        ended() {
          use.invocations += 1;
          use.busySeconds += (performance.now() - startMs) / 1_000;
        },
      };
    },
  };
}
