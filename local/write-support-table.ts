// node local/write-support-table.ts: writes the table of supported resource types into local/README.md.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTypes } from './resources/resource-types.ts';
import { makeSupportTable, putSupportTable } from './support-table.ts';

const README = join(import.meta.dirname, 'README.md');

writeFileSync(README, putSupportTable(readFileSync(README, 'utf8'), makeSupportTable(resourceTypes)));
