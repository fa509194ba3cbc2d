// UpdateEventSourceMapping: pauses or resumes a mapping. It changes no other setting.

import { describeMapping, findMapping } from '../describe-mapping.ts';
import { LambdaError } from '../lambda-error.ts';
import type { Operation } from '../operation.ts';

export const updateEventSourceMapping: Operation = (mappings, { uuid, body }) => {
  findMapping(mappings, uuid);
  const { Enabled: enabled, ...others } = body;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new LambdaError('InvalidParameterValueException', `${other} is not supported by the local cloud`);
  if (typeof enabled !== 'boolean')
    throw new LambdaError('InvalidParameterValueException', 'Enabled must be true or false');
  if (mappings.setEnabled(uuid, enabled) === 'in-use')
    throw new LambdaError('ResourceInUseException', 'The mapping is being updated.');
  return { status: 202, body: describeMapping(findMapping(mappings, uuid)) };
};
