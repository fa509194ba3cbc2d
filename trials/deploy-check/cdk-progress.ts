// Shows how far a stack is, from the events that the CDK writes.

import { type Progress, startProgress } from '../../command-line/progress.ts';

/** For example `Likes-social-media-dev-Data |  3/12 | 10:15:04 AM | CREATE_COMPLETE | AWS::SQS::Queue | …`. */
const EVENT = /^(\S+) \| +(\d+)\/(\d+) \|/gm;

export interface CdkProgress {
  read(output: string): void;
  stop(): void;
}

/** Reads one command's output. A stack's bar ends when the next stack begins. */
export function makeCdkProgress(
  start: (label: string, total: number) => Progress = startProgress,
): CdkProgress {
  let stack: string | undefined;
  let progress: Progress | undefined;
  return {
    read(output) {
      for (const [, name = '', done, total] of output.matchAll(EVENT)) {
        if (name !== stack) {
          progress?.stop();
          progress = start(`  ${name}`, Number(total));
          stack = name;
        }
        progress?.update(Number(done));
      }
    },
    stop: () => progress?.stop(),
  };
}
