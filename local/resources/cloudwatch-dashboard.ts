// AWS::CloudWatch::Dashboard: nothing draws it here. Its body must be what CloudWatch takes as a body: the JSON of an object with widgets.

import { isObject, type Json, toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import type { ResourceType } from './resource-type.ts';

export const cloudWatchDashboard: ResourceType = {
  rules: {
    actedOn: ['DashboardBody', 'DashboardName'],
    noEffect: {},
  },
  create({ address, properties, physicalName }) {
    const body = parse(toText(properties['DashboardBody']));
    if (!isObject(body) || !Array.isArray(body['widgets']))
      throw new UnsupportedTemplateError(
        address,
        'property DashboardBody: it is not the JSON of an object with widgets',
      );
    return { ref: toText(properties['DashboardName'] ?? physicalName) };
  },
};

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
