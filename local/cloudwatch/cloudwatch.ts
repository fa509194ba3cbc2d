// CloudWatch as the local cloud has it: metrics, and alarms on them. Nothing else of the service is needed by a template.

import { type AlarmChange, type AlarmReport, Alarms } from './alarms.ts';
import { MetricStore, type MetricStoreOptions } from './metric-store.ts';

/** Publishes what has happened since it was last asked. */
export type MetricSource = (atMs: number) => void;

export class CloudWatch {
  readonly store: MetricStore;
  readonly alarms: Alarms;
  /** What each topic does with the change of an alarm, by ARN. */
  readonly topics = new Map<string, (change: AlarmChange) => void>();
  /** The invocations that run now: of the cloud's functions, and of others of the same account. */
  readonly executions = { running: 0, others: 0 };
  readonly #sources: MetricSource[] = [];

  constructor(options: MetricStoreOptions = {}) {
    this.store = new MetricStore(options);
    // CloudWatch does not check either whether there is such a topic.
    this.alarms = new Alarms(this.store, (topicArn, change) => this.topics.get(topicArn)?.(change));
  }

  /** Adds something that counts by itself. It is asked at the end of each minute. */
  addSource(publish: MetricSource): void {
    this.#sources.push(publish);
  }

  /** Evaluates the alarms at the end of each minute from now on. Returns how to stop. */
  start(log: (line: string) => void): () => void {
    if (this.alarms.size === 0) return () => {};
    const { store } = this;
    let timer: NodeJS.Timeout;
    let ended = Number.NEGATIVE_INFINITY;
    const waitForNextMinute = () => {
      const nowMs = store.now();
      // A timer may fire a moment before the minute is over.
      const minute = Math.max(store.minuteOf(nowMs), ended + 1);
      timer = setTimeout(
        () => {
          ended = minute;
          try {
            this.endMinute(minute);
          } catch (error) {
            log(`alarms: ${String(error)}`);
          }
          waitForNextMinute();
        },
        (minute + 1) * store.minuteMs - nowMs,
      );
    };
    waitForNextMinute();
    return () => clearTimeout(timer);
  }

  /** Takes in what was counted in a minute, and evaluates the alarms with it. */
  endMinute(minute: number): void {
    const lastMs = (minute + 1) * this.store.minuteMs - 1;
    for (const publish of this.#sources) publish(lastMs);
    this.alarms.evaluate(minute);
    this.store.forget();
  }

  readAlarms(): AlarmReport[] {
    return this.alarms.read();
  }
}
