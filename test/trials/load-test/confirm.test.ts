import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirm } from '../../../trials/load-test/confirm.ts';

/** A terminal at which somebody types. */
function terminal(typed: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  input.end(typed);
  return {
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    shown: () => String(output.read()),
  };
}
const never = new AbortController().signal;

test('yes is yes, and the question says what it is about', async () => {
  const at = terminal('yes\n');
  await confirm('Send up to 9 requests to http://x?', never, at);
  expect(at.shown()).toContain('Send up to 9 requests to http://x? (yes/no)');
});

test.each(['no\n', 'y\n', '\n', 'yess\n'])('%j is not yes, and nothing is sent', async (typed) => {
  await expect(confirm('Send?', never, terminal(typed))).rejects.toThrow(/^nothing was sent$/);
});

test('without a terminal nobody can be asked', async () => {
  const { output } = terminal('');
  const input = new PassThrough() as unknown as NodeJS.ReadStream;
  await expect(confirm('Send?', never, { input, output })).rejects.toThrow(/give --yes$/);
});
