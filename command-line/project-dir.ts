// Where the project lies, whatever directory a tool is started in.

import { dirname } from 'node:path';

export const PROJECT_DIR = dirname(import.meta.dirname);
