import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  BrokenCheckpointsError,
  makeFileCheckpoints,
} from '../../../local/event-source-mapping/checkpoints.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'checkpoints-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('a checkpoint is kept for the next one who opens the file', async () => {
  const file = join(dir, 'sub', 'mapping.json');
  const checkpoints = makeFileCheckpoints(file);
  expect(checkpoints.load('a')).toBeUndefined();
  checkpoints.save('a', { sequenceNumber: '7', ended: false });
  checkpoints.save('b', { sequenceNumber: undefined, ended: true });
  const reopened = makeFileCheckpoints(file);
  expect(reopened.load('a')).toEqual({ sequenceNumber: '7', ended: false });
  expect(reopened.load('b')).toEqual({ sequenceNumber: undefined, ended: true });
  expect(await readdir(join(dir, 'sub'))).toEqual(['mapping.json']);
});

test.each(['malformed', '[]', '7', '{"a":7}', '{"a":{"sequenceNumber":7,"ended":false}}'])(
  'the malformed file %s is an error that names it, and not a new beginning',
  async (text) => {
    const file = join(dir, 'mapping.json');
    await writeFile(file, text);
    expect(() => makeFileCheckpoints(file)).toThrow(BrokenCheckpointsError);
    expect(() => makeFileCheckpoints(file)).toThrow(`${file} cannot be read`);
  },
);
