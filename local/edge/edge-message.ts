// What goes through the edge: requests and answers, with all of their body.

export type Headers = readonly (readonly [name: string, value: string])[];

export interface EdgeRequest {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface EdgeResponse {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Where the edge gets answers that it does not have. */
export type Origin = (request: EdgeRequest) => Promise<EdgeResponse>;

export const headerOf = ({ headers }: Pick<EdgeResponse, 'headers'>, wanted: string): string | undefined =>
  headers.find(([name]) => name === wanted)?.[1];

/** Returns the headers with these in place of those of the same names. */
export const withHeaders = (headers: Headers, added: Headers): Headers => [
  ...headers.filter(([name]) => !added.some(([other]) => other === name)),
  ...added,
];

export const textResponse = (status: number, text: string): EdgeResponse => ({
  status,
  headers: [['content-type', 'text/plain; charset=utf-8']],
  body: Buffer.from(text),
});
