// Where Kinesis is: at its public address in the region, or where the SDK's own variables point.

export interface Endpoint {
  readonly region: string;
  readonly url: URL;
}

/** The names under which the regions of a partition are reached (source: partitions.json of the AWS SDKs). */
const DNS_SUFFIXES: readonly (readonly [region: RegExp, suffix: string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
  [/^eu-isoe-/, 'cloud.adc-e.uk'],
  [/^us-isof-/, 'csp.hci.ic.gov'],
  [/^eusc-/, 'amazonaws.eu'],
];

/** Throws an Error when the environment names no region. */
export function findEndpoint(env: NodeJS.ProcessEnv): Endpoint {
  const region = env['AWS_REGION'];
  if (!region) throw new Error('environment variable AWS_REGION is not set');
  const configured = env['AWS_ENDPOINT_URL_KINESIS'] || env['AWS_ENDPOINT_URL'];
  const suffix = DNS_SUFFIXES.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com';
  return { region, url: new URL(configured || `https://kinesis.${region}.${suffix}`) };
}
