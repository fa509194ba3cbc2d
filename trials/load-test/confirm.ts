// Asks before requests go to an API that costs somebody money.

import { createInterface } from 'node:readline/promises';
import { UsageError } from '../../command-line/usage-error.ts';

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** Rejects with a UsageError when there is nobody to ask, or the answer is not yes. */
export async function confirm(
  question: string,
  signal: AbortSignal,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (!input.isTTY) throw new UsageError('there is no terminal to ask at: give --yes');
  const prompt = createInterface({ input, output });
  try {
    const answer = await prompt.question(`${question} (yes/no) `, { signal });
    if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('nothing was sent');
  } finally {
    prompt.close();
  }
}
