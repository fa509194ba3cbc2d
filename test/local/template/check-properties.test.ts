import { describe, expect, test } from 'vitest';
import { checkProperties, requireValue } from '../../../local/template/check-properties.ts';
import type { JsonObject } from '../../../local/template/template.ts';
import { UnsupportedTemplateError } from '../../../local/template/unsupported-template-error.ts';

const ADDRESS = { stack: 'Data', logicalId: 'Likes', type: 'AWS::DynamoDB::Table' };
const RULES = {
  actedOn: ['TableName', 'Code.S3Key', 'KeySchema[].KeyType', 'Environment'],
  noEffect: { Tags: 'for people' },
};
const check = (properties: JsonObject) => () => checkProperties(ADDRESS, properties, RULES);

describe('a property that the local cloud does not know is an error that names it', () => {
  test.each<[JsonObject, string]>([
    [{ Ttl: true }, 'Ttl'],
    [{ TableNames: 'x' }, 'TableNames'],
    [{ Code: { S3Key: 'x', S3Version: 1 } }, 'Code.S3Version'],
    [{ KeySchema: [{ KeyType: 'HASH' }, { Name: 'x' }] }, 'KeySchema[].Name'],
    [{ Streams: [] }, 'Streams'],
    [{ Other: { Ref: 'X' } }, 'Other'],
    [{ Code: { ZipFile: { 'Fn::Sub': 'x' } } }, 'Code.ZipFile'],
  ])('%j', (properties, path) => {
    expect(check(properties)).toThrow(UnsupportedTemplateError);
    expect(check(properties)).toThrow(
      `Data/Likes (AWS::DynamoDB::Table): property ${path} is not supported by the local cloud`,
    );
  });
});

test.each<JsonObject>([
  {},
  { TableName: 'x', Code: { S3Key: 'k' }, KeySchema: [{ KeyType: 'HASH' }] },
  { Environment: { Variables: { ANY: 'x' } }, Tags: [{ Key: 'a', Value: 'b' }] },
  { TableName: { Ref: 'Name' } },
  { Code: { 'Fn::If': ['Yes', { S3Key: 'k' }, { S3Key: 'l' }] }, KeySchema: [{ Ref: 'Key' }] },
])('a property that the rules name is accepted, with everything below it: %j', (properties) => {
  expect(check(properties)).not.toThrow();
});

test('an unsupported value is an error that names the supported one', () => {
  const require = (value: string | boolean | undefined) => () =>
    requireValue(ADDRESS, 'Enabled', value, true);
  expect(require(undefined)).not.toThrow();
  expect(require(true)).not.toThrow();
  expect(require('true')).toThrow(
    'Data/Likes (AWS::DynamoDB::Table): property Enabled: "true" is not supported by the local cloud, which supports only true',
  );
});
