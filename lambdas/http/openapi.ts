// Makes the OpenAPI 3.1 document from the table of routes and the schemas that check requests.

import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { type Operation, operations, routes } from '../../core/api/routes.ts';
import type { Description, Parameter } from './description.ts';
import { descriptions } from './operations.ts';
import { Problem } from './answer-schemas.ts';

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

export function describeRoutes(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const { method, path } = routes[operation];
    const methodsOfPath = (paths[path] ??= {});
    methodsOfPath[method.toLowerCase()] = describeOperation(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Likes counter',
      version: '1',
      description: 'Exact counts of the people who like a post, each with the time it is from.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem) },
      securitySchemes: { person: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: {
        Problem: { description: 'What is wrong (RFC 9457).', content: problemContent },
        TooMany: {
          description:
            'More than a share was asked for, and nothing was taken. The same request may be sent again after the time. API Gateway throttles as well, and then there is neither a header nor a problem document.',
          headers: {
            'Retry-After': { description: 'Seconds.', schema: { type: 'integer', minimum: 1 } },
          },
          content: problemContent,
        },
      },
    },
  };
}

function describeOperation(operation: Operation): object {
  const { summary, description, person, parameters, body, answer, problems } = descriptions[operation];
  const { status } = answer;
  return {
    operationId: operation,
    summary,
    ...(description === undefined ? {} : { description }),
    security: { required: [{ person: [] }], optional: [{}, { person: [] }], none: [] }[person],
    parameters: parameters.map(describeParameter),
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      [status]: { description: answer.description, ...contentOf(answer) },
      ...Object.fromEntries(problems.map((each) => [each, { $ref: refOf(each) }])),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const refOf = (status: number) => `#/components/responses/${status === 429 ? 'TooMany' : 'Problem'}`;

function contentOf({ schema, mediaType }: Description['answer']): object {
  if (mediaType !== undefined) return { content: { [mediaType]: { schema: { type: 'string' } } } };
  return schema ? { content: json(schema) } : {};
}

function describeParameter(parameter: Parameter): object {
  const { name, in: place, required = place !== 'header', description, schema, maxItems } = parameter;
  const item = schemaOf(schema);
  return {
    name,
    in: place,
    required,
    ...(description === undefined ? {} : { description }),
    ...(maxItems === undefined
      ? { schema: item }
      : { style: 'form', explode: true, schema: { type: 'array', items: item, minItems: 1, maxItems } }),
  };
}

const json = (schema: v.GenericSchema) => ({ 'application/json': { schema: schemaOf(schema) } });

/** Leaves out what JSON Schema has no word for. The descriptions tell it. */
function schemaOf(schema: v.GenericSchema): object {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    ignoreActions: ['check', 'transform', 'to_lower_case'],
  });
  return rest;
}
