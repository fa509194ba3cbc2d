// What the WebSocket server of an API has done since its start.

export interface WebSocketUsage {
  /** Connections that are open now. */
  open: number;
  opened: number;
  /** Handshakes that were refused, by status code. */
  readonly refused: Record<number, number>;
  messagesReceived: number;
  messagesSent: number;
  /** Answers of 4xx and 5xx that functions gave themselves. */
  integrationErrors: number;
  /** Functions that failed, were throttled or took too long. */
  executionErrors: number;
  /** Connections that were ended because their clients read too slowly. */
  tooSlow: number;
}

export const makeUsage = (): WebSocketUsage => ({
  open: 0,
  opened: 0,
  refused: {},
  messagesReceived: 0,
  messagesSent: 0,
  integrationErrors: 0,
  executionErrors: 0,
  tooSlow: 0,
});

export function sumUsage(usages: readonly Readonly<WebSocketUsage>[]): WebSocketUsage {
  const sum = makeUsage();
  for (const usage of usages) {
    sum.open += usage.open;
    sum.opened += usage.opened;
    sum.messagesReceived += usage.messagesReceived;
    sum.messagesSent += usage.messagesSent;
    sum.integrationErrors += usage.integrationErrors;
    sum.executionErrors += usage.executionErrors;
    sum.tooSlow += usage.tooSlow;
    for (const [status, count] of Object.entries(usage.refused))
      sum.refused[Number(status)] = (sum.refused[Number(status)] ?? 0) + count;
  }
  return sum;
}
