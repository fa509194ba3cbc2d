// The event source mappings of a cloud, by their UUID. Each can be paused and resumed while the cloud runs.

/** Lambda has more states, for what takes no time here. source: Lambda API, GetEventSourceMapping */
export type MappingState = 'Enabled' | 'Disabling' | 'Disabled';

export interface Mapping {
  readonly uuid: string;
  readonly sourceArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** How old a record may be that is tried. -1 stands for any age. Undefined for a queue. */
  readonly maxRecordAgeSeconds?: number | undefined;
  readonly state: MappingState;
  /** When the state has changed last, in milliseconds since 1970. */
  readonly changedMs: number;
}

export interface MappingOptions extends Omit<Mapping, 'state' | 'changedMs'> {
  readonly enabled: boolean;
  /** Starts to read the source where it was left. */
  readonly start: () => Running;
}

interface Running {
  /** @param how a patient one waits until nothing is in flight any more */
  close(how?: { readonly patient: boolean }): Promise<void>;
}

export interface Mappings {
  add(options: MappingOptions): { close(): Promise<void> };
  list(): Mapping[];
  find(uuid: string): Mapping | undefined;
  /** Pausing takes until the invocations in flight are over. Refused in that time. */
  setEnabled(uuid: string, enabled: boolean): 'done' | 'in-use';
}

interface Entry {
  readonly options: MappingOptions;
  running: Running | undefined;
  /** Settles when a pause is complete. */
  pausing: Promise<void> | undefined;
  changedMs: number;
}

export function makeMappings(now: () => number = Date.now): Mappings {
  const entries = new Map<string, Entry>();

  function describe({ options, running, pausing, changedMs }: Entry): Mapping {
    const { uuid, sourceArn, functionArn, batchSize, maxRecordAgeSeconds } = options;
    const state = pausing ? 'Disabling' : running ? 'Enabled' : 'Disabled';
    return { uuid, sourceArn, functionArn, batchSize, maxRecordAgeSeconds, state, changedMs };
  }

  function pause(entry: Entry, running: Running): void {
    entry.running = undefined;
    entry.pausing = running.close({ patient: true }).finally(() => {
      entry.pausing = undefined;
      entry.changedMs = now();
    });
  }

  return {
    add(options) {
      const running = options.enabled ? options.start() : undefined;
      const entry: Entry = { options, running, pausing: undefined, changedMs: now() };
      entries.set(options.uuid, entry);
      return { close: async () => entry.running?.close() };
    },
    list: () => [...entries.values()].map(describe),
    find(uuid) {
      const entry = entries.get(uuid);
      return entry && describe(entry);
    },
    setEnabled(uuid, enabled) {
      const entry = entries.get(uuid);
      if (!entry) throw new RangeError(`there is no mapping ${uuid}`);
      if (entry.pausing) return 'in-use';
      if (enabled === (entry.running !== undefined)) return 'done';
      entry.changedMs = now();
      if (entry.running) pause(entry, entry.running);
      else entry.running = entry.options.start();
      return 'done';
    },
  };
}
