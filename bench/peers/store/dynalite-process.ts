// The process of dynalite. It keeps everything in memory and ends with its parent.

import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';

// A terminal sends Ctrl-C to this process too. It is ignored, because the parent ends it.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));

const { url } = await startDynamoDBServer();
process.send?.(url);
