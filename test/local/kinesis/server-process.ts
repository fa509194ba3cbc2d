// Runs our server as a process of its own, for the test that kills it.

import { startKinesisServer } from '../../../local/kinesis/server.ts';

const { url } = await startKinesisServer({ dataDir: process.argv[2] });
process.send?.(url);
