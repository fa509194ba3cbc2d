// The alarms of the local cloud. Once a minute each of them is evaluated, and tells its topics when its state changes.

import { type AlarmSource, readAlarmPoints } from './alarm-points.ts';
import { type AlarmCondition, type AlarmState, decideState, evaluationRange } from './alarm-state.ts';
import type { MetricStore } from './metric-store.ts';

export interface AlarmSettings {
  readonly name: string;
  readonly description: string;
  readonly condition: AlarmCondition;
  readonly source: AlarmSource;
  /** The ARNs of what is told about a change to each state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

export interface Transition {
  readonly atMs: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** The data points that the decision was made from, the oldest first. Null means that there was none. */
  readonly points: readonly (number | null)[];
}

export interface AlarmReport {
  readonly name: string;
  readonly description: string;
  readonly state: AlarmState;
  readonly threshold: string;
  /** The oldest first. At most as many as are kept. */
  readonly history: readonly Transition[];
}

/** What a topic is told. */
export interface AlarmChange extends Transition {
  readonly name: string;
  readonly description: string;
}

export type TellTopic = (topicArn: string, change: AlarmChange) => void;

const KEPT_TRANSITIONS = 50;

interface Alarm {
  readonly settings: AlarmSettings;
  state: AlarmState;
  readonly history: Transition[];
}

export class Alarms {
  readonly #store: MetricStore;
  readonly #tell: TellTopic;
  readonly #alarms = new Map<string, Alarm>();

  constructor(store: MetricStore, tell: TellTopic) {
    this.#store = store;
    this.#tell = tell;
  }

  /** Adds an alarm, which begins without enough data. Throws if there is one of this name. */
  add(settings: AlarmSettings): void {
    const { name, condition, source } = settings;
    if (this.#alarms.has(name)) throw new Error(`there are two alarms ${name}`);
    const minutes = evaluationRange(condition) * source.periodMinutes;
    for (const { metric } of source.queries.values()) this.#store.keep(metric, minutes);
    this.#alarms.set(name, { settings, state: 'INSUFFICIENT_DATA', history: [] });
  }

  get size(): number {
    return this.#alarms.size;
  }

  /** Evaluates each alarm with the periods that end with a minute. */
  evaluate(lastMinute: number): void {
    for (const alarm of this.#alarms.values()) this.#evaluate(alarm, lastMinute);
  }

  read(): AlarmReport[] {
    return [...this.#alarms.values()].map(
      ({ settings: { name, description, condition }, state, history }) => ({
        name,
        description,
        state,
        threshold: `${condition.comparisonOperator} ${condition.threshold}, ${condition.datapointsToAlarm} of ${condition.evaluationPeriods}`,
        history: [...history],
      }),
    );
  }

  #evaluate(alarm: Alarm, lastMinute: number): void {
    const { name, description, condition, source, actions } = alarm.settings;
    const points = readAlarmPoints(this.#store, source, { lastMinute, periods: evaluationRange(condition) });
    const from = alarm.state;
    const to = decideState(condition, points, from);
    if (from === to) return;
    const transition = { atMs: this.#store.now(), from, to, points: points.map((point) => point ?? null) };
    alarm.state = to;
    alarm.history.push(transition);
    if (alarm.history.length > KEPT_TRANSITIONS) alarm.history.shift();
    for (const topicArn of actions[to]) this.#tell(topicArn, { ...transition, name, description });
  }
}
