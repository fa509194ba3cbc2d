// AWS::Lambda::Alias: another name of one version of a function. It leads all requests there.

import { toText } from '../template/template.ts';
import { makeArn } from './arn.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';

export const lambdaAlias: ResourceType = {
  rules: {
    // Two versions that share the requests are not among them: the template has the code of one.
    actedOn: ['FunctionName', 'FunctionVersion', 'Name'],
    noEffect: { Description: 'only people read it' },
  },
  create({ address, properties, cloud: { functions } }) {
    const name = toText(properties['FunctionName']);
    const version = toText(properties['FunctionVersion']);
    const target = findFunction(
      address,
      'FunctionVersion',
      version === '$LATEST' ? name : `${name}:${version}`,
      functions,
    );
    const alias = `${name}:${toText(properties['Name'])}`;
    functions.set(alias, target);
    const arn = makeArn('lambda', `function:${alias}`);
    return { ref: arn, attributes: { AliasArn: arn } };
  },
};
