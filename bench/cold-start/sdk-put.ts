// The baseline of a cold start: a function that only puts one record, by the AWS SDK.

import { makeKinesis } from '../../adapters/clients.ts';
import { makeSdkPuts } from '../../adapters/kinesis/sdk-puts.ts';
import { putOnce } from './put-once.ts';

const puts = makeSdkPuts(makeKinesis());
export const handler = () => putOnce(puts);
