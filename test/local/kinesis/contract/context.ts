// What each part of the contract tests gets.

import type { Kinesis } from '@aws-sdk/client-kinesis';

export interface ContractContext {
  /** Returns the client, which exists once the tests run. */
  readonly kinesis: () => Kinesis;
  /** Declares a test that the mock fails. The name of the test says so. */
  readonly testOursAlone: (name: string, run: () => Promise<void>) => void;
}
