// `npm run posts`: puts the posts of a file into the feed of a local cloud or of a deployment.

import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { clientConfigFor, describeLocalCloud, readOutputsFile } from '../deployment.ts';
import { putPosts } from './put-posts.ts';
import { readPosts } from './read-posts.ts';

const HELP = `Puts posts into the feed. A post with the same id and time is replaced.

npm run posts -- [options]

  --file FILE      a JSON array of { postId, title, author, text, createdAt } (default demo/posts.json)
  --url URL        a local cloud (default http://127.0.0.1:3000)
  --outputs FILE   a deployment: the file that \`cdk deploy --outputs-file\` wrote; credentials and region are the environment's
  --help           this text
`;

interface Options {
  readonly file: string;
  readonly url: string;
  readonly outputsFile: string | undefined;
}

await runCommand({ name: 'posts', help: HELP, readOptions, run });

function readOptions(args: string[]): Options | 'help' {
  const flags = readFlags(args, { file: TEXT, url: TEXT, outputs: TEXT, help: FLAG });
  if (flags.help) return 'help';
  const { file = join(PROJECT_DIR, 'demo', 'posts.json'), url, outputs } = flags;
  if (url !== undefined && outputs !== undefined) throw new UsageError('give --url or --outputs, not both');
  return { file, url: url ?? 'http://127.0.0.1:3000', outputsFile: outputs };
}

async function run({ file, url, outputsFile }: Options): Promise<void> {
  const posts = await readPosts(file);
  const { client, table } = await findTable(url, outputsFile);
  try {
    await putPosts(client, table, posts);
    console.log(`The feed has ${posts.length} posts of ${file}.`);
  } finally {
    client.destroy();
  }
}

async function findTable(url: string, outputsFile: string | undefined) {
  const local = outputsFile === undefined ? await describeLocalCloud(url) : undefined;
  const outputs = local?.outputs ?? (await readOutputsFile(outputsFile ?? ''));
  const table = outputs['PostsTable'];
  if (table === undefined) throw new UsageError(`${outputsFile ?? url} names no PostsTable`);
  return {
    client: new DynamoDBClient(clientConfigFor(local?.endpoints.dynamodb, local?.credentials)),
    table,
  };
}
