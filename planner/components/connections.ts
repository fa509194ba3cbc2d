// What pushing counts would take: connections that open, and slots that each get a broadcast message. A page asks for counts today.

import { CONNECTIONS_PER_SLOT, PAGE_OPEN_SECONDS } from '../figures.ts';
import { NEW_CONNECTIONS_PER_SECOND } from '../quotas.ts';
import { requestQuotaOf } from '../request-quota.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';

export interface Viewers {
  readonly connections: number;
  /** Groups of connections that one broadcast message reaches. */
  readonly slots: number;
}

export const viewersAt = ({ pages }: Traffic): Viewers => {
  const connections = pages * PAGE_OPEN_SECONDS;
  return { connections, slots: Math.ceil(connections / CONNECTIONS_PER_SLOT) };
};

export function connectionComponents(at: Traffic): Component[] {
  const { connections, slots } = viewersAt(at);
  return [
    component({
      name: 'live counts: new connections',
      load: at.pages,
      limit: NEW_CONNECTIONS_PER_SECOND,
      unit: 'connections/s',
      declared: `none; ${show(connections)} viewers would take ${show(slots)} slots`,
      elasticity: 'not-built',
      formula: `peak ${show(at.pages)} pages, each open for ${PAGE_OPEN_SECONDS} s`,
      source: 'API Gateway guide, WebSocket quotas',
      remedy: 'have new connections raised',
    }),
    component({
      name: 'live counts: messages',
      load: connections,
      limit: requestQuotaOf().requestsPerSecond,
      unit: 'messages/s',
      declared: 'none',
      elasticity: 'not-built',
      formula: `${show(connections)} viewers × at most one update a second`,
      source: 'API Gateway quotas',
      remedy: 'fewer updates: only when what a person sees changes',
    }),
  ];
}
