// The WebSocket APIs of all stacks, each with a server of its own.

import { sumUsage, type WebSocketUsage } from '../../websocket/usage.ts';
import type { WebSocketApiParts } from './parts.ts';

export interface WebSocketApis {
  /** The APIs by id. */
  readonly byId: Map<string, WebSocketApiParts>;
  /** The access key that @connections takes. */
  readonly accessKeyId: string;
  /** Whether a page of this origin may connect. */
  allowsPage(origin: string): boolean;
  /** Adds origins whose pages may connect. Until then no page may. */
  allowPages(allows: (origin: string) => boolean): void;
  /** The addresses of all stages, in the order of the templates. */
  urls(): readonly string[];
  readUsage(): WebSocketUsage;
  dropConnections(share: number): number;
  disconnectAll(): Promise<void>;
}

export function makeWebSocketApis(accessKeyId: string): WebSocketApis {
  const byId = new Map<string, WebSocketApiParts>();
  const pages: ((origin: string) => boolean)[] = [];
  const servers = () => [...byId.values()].map(({ server }) => server);
  return {
    byId,
    accessKeyId,
    allowsPage: (origin) => pages.some((allows) => allows(origin)),
    allowPages: (allows) => void pages.push(allows),
    urls: () =>
      [...byId.values()].flatMap(({ server, stages }) =>
        [...stages.keys()].map((stage) => `ws://${new URL(server.url).host}/${stage}`),
      ),
    readUsage: () => sumUsage(servers().map((server) => server.readUsage())),
    dropConnections: (share) =>
      servers().reduce((dropped, server) => dropped + server.dropConnections(share), 0),
    async disconnectAll() {
      await Promise.all(servers().map((server) => server.disconnectAll()));
    },
  };
}
