// dynalite throws on some malformed requests: in the middle of its thread, and while it holds locks. Each request runs in a
// context of its own, so that an error is answered with 500 and its locks are given back. Otherwise the error would end the
// thread with all tables, or the next write of the same item would wait for ever.

import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { readRequest } from '../read-request.ts';

interface Call {
  readonly response: ServerResponse;
  /** Gives back the locks that the call holds. */
  readonly releases: Set<() => void>;
}

type Release = (done: (...args: unknown[]) => void) => (...args: unknown[]) => void;
type Lock = (key: string | string[], run: (release: Release) => void) => void;

/** DynamoDB takes requests of up to 16 MB. source: DynamoDB guide, BatchWriteItem and BatchGetItem */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

const calls = new AsyncLocalStorage<Call>();

/** Makes the locks of the package `lock` known to their calls. It must run before dynalite is loaded. */
export function watchLocks(lockModule: { Lock: () => Lock }): void {
  const makeLock = lockModule.Lock;
  lockModule.Lock = () => {
    const lock = makeLock();
    return (key, run) => {
      const call = calls.getStore();
      if (!call) return lock(key, run);
      // A lock that was waited for is given in the context of the call that gave it back.
      return lock(key, (release) => calls.run(call, () => run(watchRelease(release, call))));
    };
  };
}

function watchRelease(release: Release, { releases }: Call): Release {
  const giveBack = release(() => {});
  releases.add(giveBack);
  return (done) => {
    const finish = release(done);
    // A call that has failed gave its locks back already.
    return (...args) => {
      if (releases.delete(giveBack)) finish(...args);
    };
  };
}

/** Runs the server's own listeners on requests that are read to their end, and answers 500 when they throw. */
export function answerFailures(server: Server, log: (error: unknown) => void): void {
  const listeners = server.listeners('request') as ((
    request: EventEmitter,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');

  function fail({ response, releases }: Call, error: unknown) {
    log(error);
    for (const giveBack of releases) giveBack();
    releases.clear();
    if (response.headersSent) response.destroy();
    else
      response
        .writeHead(500, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify({ __type: 'InternalServerError', message: String(error) }));
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const body = await readRequest(request, MAX_BODY_BYTES).catch(() => undefined);
    // Nobody waits for the answer to a request that was given up.
    if (body === undefined) return;
    if (body === 'too-large') {
      response.writeHead(413).end();
      return;
    }
    const { headers, method, url } = request;
    const call: Call = { response, releases: new Set() };
    const replayed = Object.assign(new EventEmitter(), { headers, method, url });
    calls.run(call, () => {
      try {
        for (const listener of listeners) listener(replayed, response);
        if (body.length > 0) replayed.emit('data', body);
        replayed.emit('end');
      } catch (error) {
        fail(call, error);
      }
    });
  }

  server.on('request', (request, response) => void serve(request, response));
  // An error that is thrown later still knows the context of its call.
  process.on('uncaughtException', (error) => {
    const call = calls.getStore();
    if (!call) throw error;
    fail(call, error);
  });
}
