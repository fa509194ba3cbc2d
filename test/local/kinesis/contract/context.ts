// What each part of the contract is given.

import type { Kinesis } from '@aws-sdk/client-kinesis';

export interface ContractContext {
  /** The client; there is one once the tests run. */
  readonly kinesis: () => Kinesis;
  /** A test that the mock fails, as its name says. */
  readonly testOursAlone: (name: string, run: () => Promise<void>) => void;
}
