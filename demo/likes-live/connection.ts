// The page's WebSocket. It is open while somebody looks at the page, and is opened again when it breaks. Who breaks a connection,
// a server that restarts for example, breaks many at once. So each waits for a random time, which grows.

/** The name of the protocol. A browser can send no header with a connection, so the token follows as a second name. */
const PROTOCOL = 'likes.v1';
const MAX_RETRY_MS = 10 * 60_000;
/** A connection that lived for so long did not break because of what it is. */
const STABLE_MS = 60_000;
/** A connection that nobody needs for so long is closed. */
const REST_MS = 60_000;
/** API Gateway ends a connection that is idle for 10 minutes. */
const PING_MS = 9 * 60_000;
/** A connection on which nothing answers for so long is broken. */
const ANSWER_MS = 10_000;
/** When the network is back, it is so for many. */
const ONLINE_MS = 1_000;

type Timer = ReturnType<typeof setTimeout> | undefined;

interface ConnectionOptions {
  readonly url: string;
  readonly token: (isDoubted: boolean) => Promise<string | null | undefined>;
  readonly onOpen: () => void;
  readonly onFrame: (data: unknown) => void;
  /** @param isAgain whether it has broken soon after another one, or has been closed */
  readonly onBreak: (isAgain: boolean) => void;
}

export interface Connection {
  readonly isOpen: boolean;
  /** Opens the connection, or closes it after a while. */
  need(isNeeded: boolean): void;
  /** Sends a frame that the server answers. */
  send(frame: object): void;
  /** Gives the connection up for a new one. */
  drop(): void;
}

export function makeConnection({ url, token, onOpen, onFrame, onBreak }: ConnectionOptions): Connection {
  let socket: WebSocket | undefined;
  let openedMs = 0;
  let isOpening = false;
  let isWanted = false;
  /** How often in a row it broke soon. */
  let breaks = 0;
  let retry: Timer;
  let rest: Timer;
  let ping: Timer;
  let deadline: Timer;

  const isNeeded = () => isWanted && !document.hidden;

  async function connect() {
    retry = undefined;
    if (isOpening || socket || !isNeeded()) return;
    isOpening = true;
    const name = await token(breaks === 2);
    isOpening = false;
    if (!isNeeded()) return;
    try {
      if (!name) return drop();
      const mine = new WebSocket(url, [PROTOCOL, name]);
      socket = mine;
      expectAnswer();
      // What an older connection still says is of no interest.
      const on = (type: string, run: (event: MessageEvent) => void) =>
        mine.addEventListener(type, (event) => mine === socket && run(event as MessageEvent));
      on('open', () => {
        openedMs = Date.now();
        hear();
        onOpen();
      });
      on('message', ({ data }) => {
        hear();
        onFrame(data);
      });
      on('close', drop);
    } catch {
      // The page may not connect there, by its own policy for example.
      drop();
    }
  }

  function expectAnswer() {
    deadline ??= setTimeout(drop, ANSWER_MS);
  }

  function hear() {
    clearTimeout(deadline);
    deadline = undefined;
    clearTimeout(ping);
    ping = setTimeout(sayPing, PING_MS);
  }

  function send(frame: object) {
    socket!.send(JSON.stringify(frame));
    expectAnswer();
  }

  const sayPing = () => send({ action: 'ping' });

  function close() {
    for (const timer of [retry, rest, ping, deadline]) clearTimeout(timer);
    retry = rest = deadline = undefined;
    const before = socket;
    socket = undefined;
    before?.close();
  }

  function drop() {
    close();
    breaks = openedMs && Date.now() - openedMs > STABLE_MS ? 1 : breaks + 1;
    openedMs = 0;
    onBreak(breaks > 1);
    retry = setTimeout(connect, Math.random() * Math.min(MAX_RETRY_MS, 1_000 * 4 ** breaks));
    update();
  }

  function stop() {
    close();
    openedMs = 0;
    onBreak(true);
  }

  function update() {
    if (!isNeeded()) {
      rest ??= setTimeout(stop, REST_MS);
      return;
    }
    clearTimeout(rest);
    rest = undefined;
    if (!retry) void connect();
  }

  /** After a sleep of the device, a connection may be dead without having been closed. */
  function check(delayMs: number) {
    if (isNeeded() && openedMs) sayPing();
    else if (isNeeded()) {
      clearTimeout(retry);
      retry = setTimeout(connect, delayMs);
    }
    update();
  }

  document.addEventListener('visibilitychange', () => check(0));
  addEventListener('online', () => {
    breaks = 0;
    check(Math.random() * ONLINE_MS);
  });
  addEventListener('offline', () => socket && drop());
  // A page with an open connection cannot be kept for the way back.
  addEventListener('pagehide', stop);

  return {
    get isOpen() {
      return !!openedMs;
    },
    need(isNeeded) {
      isWanted = isNeeded;
      update();
    },
    send,
    drop,
  };
}
