// Runs before kinesis-local, which would listen on every interface at fixed ports. With this only this machine reaches it, at
// free ports. It sends the port without TLS to the parent.

import { type AddressInfo, Server } from 'node:net';

type Listen = (this: Server, ...args: unknown[]) => Server;
const TLS_PORT = 4_567;
const prototype = Server.prototype as unknown as { listen: Listen };
const { listen } = prototype;

prototype.listen = function (port, done) {
  if (port !== TLS_PORT) this.once('listening', () => process.send?.((this.address() as AddressInfo).port));
  return listen.call(this, 0, '127.0.0.1', done);
};
