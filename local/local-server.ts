// A server of the local cloud. It listens on the loopback interface only, and is closed once.

export interface LocalServer {
  readonly url: string;
  /** Answers the requests under way, then frees the port and the files. */
  close(): Promise<void>;
}
