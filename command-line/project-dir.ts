// The directory of the project. It does not depend on the directory that a command is started in.

import { dirname } from 'node:path';

export const PROJECT_DIR = dirname(import.meta.dirname);
