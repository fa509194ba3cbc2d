import { describe, expect, test } from 'vitest';
import { makeClosers } from '../../local/closers.ts';

describe('the parts that were started are closed', () => {
  test('all of them, even when some fail to close, and every failure is reported', async () => {
    const closers = makeClosers();
    const closed: string[] = [];
    const add = (name: string, error?: Error) =>
      closers.add(async () => {
        closed.push(name);
        if (error) throw error;
      });
    const failures = [new Error('stuck'), new Error('gone')] as const;
    add('first');
    add('second', failures[0]);
    add('third', failures[1]);
    add('fourth');
    await expect(closers.closeAll()).rejects.toMatchObject({
      message: 'parts of the local cloud did not close',
      errors: [failures[1], failures[0]],
    });
    expect(closed).toEqual(['fourth', 'third', 'second', 'first']);
  });

  test('one after the other, so that a part has what it needs until it has ended', async () => {
    const closers = makeClosers();
    const events: string[] = [];
    closers.add(async () => void events.push('server closed'));
    closers.add(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      events.push('user of the server closed');
    });
    await closers.closeAll();
    expect(events).toEqual(['user of the server closed', 'server closed']);
  });

  test('once, even when they are closed several times and at the same time', async () => {
    const closers = makeClosers();
    let closed = 0;
    closers.add(async () => void closed++);
    await Promise.all([closers.closeAll(), closers.closeAll()]);
    await closers.closeAll();
    expect(closed).toBe(1);
  });

  test('without an error when there are none', async () => {
    await expect(makeClosers().closeAll()).resolves.toBeUndefined();
  });
});
