// Mends what the pinned fauxqs does otherwise than SQS, where a mapping would lose messages or count them wrongly.

import type { DatabaseSync } from 'node:sqlite';

interface Message {
  approximateReceiveCount: number;
}

interface DeadLetterQueue {
  enqueue(message: Message): void;
}

type FindQueue = (arn: string) => DeadLetterQueue | undefined;

export interface FauxqsPersistence {
  readonly db: DatabaseSync;
  transaction(run: () => void): void;
  updateMessageReady(messageId: string): void;
}

export interface FauxqsQueue {
  readonly persistence?: FauxqsPersistence;
  enqueue(message: Message): void;
  /** Receives messages, and moves those to their dead-letter queue that were received too often. */
  dequeue(maxCount: number, visibilityTimeoutSeconds: number | undefined, findQueue: FindQueue): unknown[];
}

/** @param onUsed is told when the queue takes a message, or is asked for one */
export function mendQueue(queue: FauxqsQueue, onUsed: () => void): void {
  const enqueue = queue.enqueue.bind(queue);
  queue.enqueue = (message) => {
    onUsed();
    enqueue(message);
  };
  const dequeue = queue.dequeue.bind(queue);
  queue.dequeue = (maxCount, visibilityTimeoutSeconds, findQueue) => {
    onUsed();
    let received: unknown[] = [];
    const receive = () => {
      received = dequeue(maxCount, visibilityTimeoutSeconds, (arn) => mendMove(findQueue(arn)));
    };
    // A message moves to its dead-letter queue in two statements. Between them a killed process would lose it.
    if (queue.persistence) queue.persistence.transaction(receive);
    else receive();
    return received;
  };
}

/** A move to the dead-letter queue is no receive, but fauxqs counts it as one. */
function mendMove(queue: DeadLetterQueue | undefined): DeadLetterQueue | undefined {
  return (
    queue && {
      enqueue(message) {
        message.approximateReceiveCount -= 1;
        queue.enqueue(message);
      },
    }
  );
}

/** Mends ChangeMessageVisibility to 0 s, which failed on a column that may not be null, and lost the message until a restart. */
export function mendPersistence(persistence: FauxqsPersistence): void {
  const makeReady = persistence.db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  persistence.updateMessageReady = (messageId) => void makeReady.run(messageId);
}
