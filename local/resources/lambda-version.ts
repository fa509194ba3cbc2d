// AWS::Lambda::Version: a function has the code of the template only, so that each version is the function itself.

import { toText } from '../template/template.ts';
import { makeArn } from './arn.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';

export const lambdaVersion: ResourceType = {
  rules: {
    actedOn: ['FunctionName'],
    noEffect: { Description: 'only people read it' },
  },
  create({ address, properties, cloud: { functions } }) {
    const { FunctionName } = properties;
    const target = findFunction(address, 'FunctionName', FunctionName, functions);
    const name = toText(FunctionName);
    let version = 1;
    while (functions.has(`${name}:${version}`)) version++;
    functions.set(`${name}:${version}`, target);
    const arn = makeArn('lambda', `function:${name}:${version}`);
    return { ref: arn, attributes: { FunctionArn: arn, Version: String(version) } };
  },
};
