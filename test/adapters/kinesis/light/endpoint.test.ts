import { KinesisClient } from '@aws-sdk/client-kinesis';
import { describe, expect, test } from 'vitest';
import { findEndpoint } from '../../../../adapters/kinesis/light/endpoint.ts';

const REGION = { AWS_REGION: 'us-east-1' };

describe('the endpoint', () => {
  test.each([
    'us-east-1',
    'eu-central-2',
    'ap-southeast-7',
    'cn-northwest-1',
    'us-gov-west-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'us-isof-south-1',
    'eu-isoe-west-1',
    'eusc-de-east-1',
  ])('is the one that the SDK finds in %s', (region) => {
    const { endpointProvider } = new KinesisClient({ region }).config;
    const { url } = endpointProvider({ Region: region, UseDualStack: false, UseFIPS: false });
    expect(findEndpoint({ AWS_REGION: region })).toEqual({ region, url });
  });

  test('is the one of the variable for Kinesis, or else the one for all services', () => {
    const all = { ...REGION, AWS_ENDPOINT_URL: 'http://all:1' };
    expect(findEndpoint(all).url.href).toBe('http://all:1/');
    expect(findEndpoint({ ...all, AWS_ENDPOINT_URL_KINESIS: 'http://[::1]:2' }).url.href).toBe(
      'http://[::1]:2/',
    );
    expect(findEndpoint({ ...all, AWS_ENDPOINT_URL_KINESIS: '' }).url.href).toBe('http://all:1/');
  });

  test('needs a region', () => {
    expect(() => findEndpoint({})).toThrow('AWS_REGION');
  });
});
