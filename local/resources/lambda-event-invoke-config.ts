// AWS::Lambda::EventInvokeConfig: what becomes of an asynchronous invocation that fails. The local cloud never repeats one.

import { requireValue } from '../template/check-properties.ts';
import { toText } from '../template/template.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';

export const lambdaEventInvokeConfig: ResourceType = {
  rules: {
    actedOn: ['FunctionName', 'MaximumRetryAttempts', 'Qualifier'],
    noEffect: { MaximumEventAgeInSeconds: 'an invocation starts at once or not at all' },
  },
  create({ address, properties, physicalName, cloud }) {
    findFunction(address, 'FunctionName', properties['FunctionName'], cloud.functions);
    // Lambda's default is 2. source: Lambda API, PutFunctionEventInvokeConfig
    requireValue(address, 'MaximumRetryAttempts', Number(properties['MaximumRetryAttempts'] ?? 2), 0);
    requireValue(address, 'Qualifier', toText(properties['Qualifier']), '$LATEST');
    return { ref: physicalName };
  },
};
