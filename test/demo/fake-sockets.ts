// What a live connection needs of a browser, without one: its sockets, and whether the page is shown and online.

import { vi } from 'vitest';

export class FakeSocket extends EventTarget {
  static readonly all: FakeSocket[] = [];
  readonly sent: object[] = [];
  isClosed = false;
  readonly protocols: readonly string[];

  constructor(_url: string, protocols: readonly string[]) {
    super();
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as object);
  }

  close(): void {
    this.isClosed = true;
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  say(frame: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(frame) }));
  }

  /** Answers what was asked last, with this count of each post. */
  answer(count: number, asOfMs: number): void {
    const { action, posts = [] } = this.sent.at(-1) as { action: string; posts?: string[] };
    const asOf = new Date(asOfMs).toISOString();
    if (action === 'ping') this.say({ type: 'pong' });
    else if (action === 'unsubscribe') this.say({ type: 'unsubscribed', posts });
    else this.say({ type: 'counts', posts: posts.map((postId) => ({ postId, count, asOf })) });
  }

  end(): void {
    this.dispatchEvent(new Event('close'));
  }
}

export interface FakePage {
  setHidden(hidden: boolean): void;
  fire(event: 'online' | 'offline' | 'pagehide'): void;
}

/** Stands in for the globals of a browser until `vi.unstubAllGlobals`. */
export function openFakePage(): FakePage {
  FakeSocket.all.length = 0;
  const page = new EventTarget();
  const document = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('WebSocket', FakeSocket);
  return {
    setHidden(hidden) {
      document.hidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    fire: (event) => void page.dispatchEvent(new Event(event)),
  };
}
