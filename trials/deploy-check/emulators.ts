// The emulators that the check can start itself.

import { join } from 'node:path';
import type { Emulator, EmulatorKind, StartOptions, Target } from './emulator.ts';
import { type PythonWish, pyenvPythons } from './find-python.ts';
import { startLocalStack } from './localstack/start-localstack.ts';
import { startMiniStack } from './ministack.ts';

export interface EmulatorRecipe {
  readonly name: string;
  /** The targets whose resource types it has. */
  readonly targets: readonly Target[];
  readonly python: PythonWish;
  readonly requirementsFile: string;
  start(options: StartOptions): Promise<Emulator>;
}

export const EMULATORS: Readonly<Record<EmulatorKind, EmulatorRecipe>> = {
  ministack: {
    name: 'MiniStack',
    targets: ['aws', 'localstack'],
    python: {
      versions: '3.10 or newer',
      condition: 'sys.version_info >= (3, 10)',
      commands: ['python3'],
      installHint: 'on Debian: apt-get install python3 python3-venv',
    },
    requirementsFile: join(import.meta.dirname, 'requirements.txt'),
    start: startMiniStack,
  },
  localstack: {
    name: 'LocalStack',
    targets: ['localstack'],
    python: {
      versions: '3.13',
      condition: 'sys.version_info[:2] == (3, 13)',
      commands: ['python3.13', ...pyenvPythons('3.13')],
      installHint: 'LocalStack 4.14.0 needs Python 3.13; with pyenv: pyenv install 3.13',
    },
    requirementsFile: join(import.meta.dirname, 'localstack', 'requirements.txt'),
    start: startLocalStack,
  },
};
