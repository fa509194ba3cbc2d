// An event source mapping that can be switched off and on, as UpdateEventSourceMapping does with `Enabled`.

export interface RunningMapping {
  close(): Promise<void>;
}

export interface SwitchableMapping {
  readonly functionName: string;
  /** Resolves when the mapping invokes nothing any more. What it has not processed stays where it is. */
  switchOff(): Promise<void>;
  /** Goes on where the mapping has stopped. */
  switchOn(): void;
}

/** @param start starts the mapping, which is switched on at first if it is `enabled` */
export function makeSwitchableMapping(
  functionName: string,
  start: () => RunningMapping,
  enabled = true,
): SwitchableMapping {
  let running = enabled ? start() : undefined;
  return {
    functionName,
    async switchOff() {
      const closing = running;
      running = undefined;
      await closing?.close();
    },
    switchOn() {
      running ??= start();
    },
  };
}
