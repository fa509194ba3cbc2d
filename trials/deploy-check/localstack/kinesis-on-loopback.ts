// Runs in the place of kinesis-local's main.js, which LocalStack starts. The mock would listen on every interface.

import { Server } from 'node:net';

type Listen = (this: Server, ...args: unknown[]) => Server;
const prototype = Server.prototype as unknown as { listen: Listen };
const { listen } = prototype;

prototype.listen = function (port, done) {
  return listen.call(this, port, '127.0.0.1', done);
};

/** Its package has no types. */
const KINESIS_LOCAL: string = 'kinesis-local/main.js';
await import(KINESIS_LOCAL);
