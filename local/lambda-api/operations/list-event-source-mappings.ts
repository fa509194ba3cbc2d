// ListEventSourceMappings: all mappings on one page, or those of a function or of a source.

import type { Operation } from '../operation.ts';
import { describeMapping } from '../describe-mapping.ts';

export const listEventSourceMappings: Operation = (mappings, { query }) => {
  const [functionName, sourceArn] = [query.get('FunctionName'), query.get('EventSourceArn')];
  const found = mappings
    .list()
    .filter((it) => functionName === null || isNamed(it.functionArn, functionName))
    .filter((it) => sourceArn === null || it.sourceArn === sourceArn);
  return { status: 200, body: { EventSourceMappings: found.map(describeMapping) } };
};

/** A function goes by its name, too. */
const isNamed = (functionArn: string, name: string): boolean =>
  functionArn === name || functionArn.endsWith(`:function:${name}`);
