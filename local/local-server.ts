// A server of the local cloud: on the loopback interface, closed once.

export interface LocalServer {
  readonly url: string;
  /** Answers what is under way, then frees the port and the files. */
  close(): Promise<void>;
}
