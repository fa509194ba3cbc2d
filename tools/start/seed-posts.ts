// Fills the feed of a local cloud with the posts of the demo.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { putPosts } from '../posts/put-posts.ts';
import { readPosts } from '../posts/read-posts.ts';

export async function seedPosts({ endpoints, credentials, outputs }: LocalCloud): Promise<void> {
  const table = outputs['PostsTable'];
  if (table === undefined) return;
  const clients = makeServiceClients(endpoints, credentials);
  try {
    await putPosts(clients.dynamodb, table, await readPosts(join(PROJECT_DIR, 'demo', 'posts.json')));
  } finally {
    clients.destroy();
  }
}
