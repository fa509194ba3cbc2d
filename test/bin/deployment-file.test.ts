import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeploymentFile } from '../../bin/deployment-file.ts';
import { readDeployment } from '../../bin/read-deployment.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { planOf } from '../../planner/make-plan.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

const DEPLOYMENTS = join(PROJECT_DIR, 'deployments');

const oidc = { oidcIssuer: 'https://id.example', oidcAudience: 'likes' };
const domain = {
  domainName: 'likes.example.com',
  certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0f5f2ab4-1c0b-4b5e-9d0c-0d6d5d0f1a2b',
};
const webAclArn =
  'arn:aws:wafv2:us-east-1:123456789012:global/webacl/likes/5d8a1a52-6f0e-4a3c-8a52-0c6b2f4d1e7f';
const planned = planOf(socialMedia);
const own = { name: 'my-site', basedOn: 'social-media', workload: { peakEventsPerSecond: 6_000 } };
const least = { scenario: 'social-media', auth: 'visitors' };
const full = {
  scenario: 'social-media',
  auth: oidc,
  region: 'eu-west-1',
  allowedOrigins: ['https://a.example'],
  domain,
  throttling: { requestsPerSecond: 1_250, burstRequests: 625 },
  fairness: { actionsPerSecondPerAddress: 300 },
  overrides: { shards: 8, batchWindowSeconds: 2 },
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'deployments-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Reads the stage prod with this as its file. */
function read(file: unknown, context: Record<string, unknown> = {}, defaultRegion?: string) {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  writeFileSync(join(directory, 'prod.json'), text);
  return readDeployment({ context: { stage: 'prod', ...context }, directory, defaultRegion });
}

/** What a stage without a file is read as. */
const readStage = (stage: string) => readDeployment({ context: { stage }, directory });

describe('a stage without a file', () => {
  test('is a development stage, and says so', () => {
    expect(readStage('dev')).toMatchObject({
      deployment: { stage: 'dev', oidc: undefined },
      notices: ['stage dev is a development stage: there is no deployments/dev.json'],
    });
  });

  test('changes all at once, because whoever deploys it wants to see the change', () => {
    expect(readStage('dev')).toMatchObject({ deployment: { rollout: 'all-at-once' } });
    const context = { stage: 'dev', rollout: 'linear' };
    expect(readDeployment({ context, directory })).toMatchObject({ deployment: { rollout: 'linear' } });
  });

  test.each(['prod', 'production', 'prd', 'live', 'prod2', 'eu-prod', 'prod-eu', 'a-live-b'])(
    'is refused when it is called %s',
    (stage) => {
      expect(readStage(stage)).toEqual({
        problem: `stage: "${stage}" is a production stage, which needs the file deployments/${stage}.json with its scenario and auth`,
      });
    },
  );
});

describe('the file of a stage', () => {
  test('decides everything about the deployment, whatever the command forgets', () => {
    expect(read(full)).toEqual({
      deployment: {
        plan: expect.objectContaining({
          name: planned.name,
          scenario: planned.scenario,
          capacity: {
            ...planned.capacity,
            stream: { ...planned.capacity.stream, shards: 8 },
            eventSourceMapping: { ...planned.capacity.eventSourceMapping, batchWindowSeconds: 2 },
            throttling: {
              requestsPerSecond: 1_250,
              burstRequests: 625,
              // No route takes more than the whole API.
              routes: {
                likeMany: { requestsPerSecond: 1_250, burstRequests: 625 },
                issueVisitor: { requestsPerSecond: 1_250, burstRequests: 625 },
                poseChallenge: { requestsPerSecond: 1_250, burstRequests: 625 },
              },
            },
            fairness: { ...planned.capacity.fairness, actionsPerSecondPerAddress: 300 },
          },
        }),
        stage: 'prod',
        target: 'aws',
        region: 'eu-west-1',
        allowedOrigins: ['https://a.example'],
        ownDomain: domain,
        oidc: { issuer: oidc.oidcIssuer, audience: oidc.oidcAudience },
        edge: undefined,
        rollout: 'linear',
        rotateKeys: true,
        tracing: false,
        operations: {},
      },
      notices: [],
    });
  });

  test('has alarms unless it says otherwise or is for LocalStack, and a development stage has none', () => {
    const email = ['ops@example.com'];
    const operationsOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found : [found.deployment.operations, found.notices.length];
    };
    expect(operationsOf({})).toEqual([{}, 0]);
    expect(operationsOf({ operations: 'off' })).toEqual([undefined, 0]);
    expect(operationsOf({ target: 'localstack' })).toEqual([undefined, 0]);
    expect(operationsOf({ operations: { email } })).toEqual([{ email }, 0]);
    expect(operationsOf({ operations: { email } }, { operations: 'on' })).toEqual([{ email }, 0]);
    expect(operationsOf({ operations: { email } }, { operations: 'off' })).toEqual([undefined, 1]);
    expect(operationsOf({ operations: 'off' }, { operations: 'on' })).toEqual([{}, 1]);
    expect(readStage('dev')).toMatchObject({ deployment: { operations: undefined } });
    expect(readDeployment({ context: { operations: 'on' }, directory })).toMatchObject({
      deployment: { operations: {} },
    });
  });

  test('states the executions of its account, which the plan watches', () => {
    expect(read({ ...least, operations: { executionsAtATime: 3_000 } })).toMatchObject({
      deployment: { operations: {}, plan: { capacity: { alarms: { executionsAtATime: 3_000 } } } },
    });
  });

  test('has the scenario’s live counts or its own, and the context may say otherwise for a run', () => {
    const liveOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found : found.deployment.plan.scenario.policies.live;
    };
    expect(liveOf({})).toBe('push');
    expect(liveOf({ live: 'off' })).toBe('off');
    expect(liveOf({ live: 'off' }, { live: 'totals' })).toBe('totals');
    expect(liveOf({ live: 'off' }, { live: '' })).toBe('off');
    expect(liveOf({ live: 'on' })).toEqual({
      problem: expect.stringContaining('"on" is not off, totals or push'),
    });
  });

  test('changes step by step, unless it or the command says otherwise or LocalStack cannot', () => {
    const rolloutOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found.problem : found.deployment.rollout;
    };
    expect(rolloutOf({})).toBe('linear');
    expect(rolloutOf({}, { rollout: '' })).toBe('linear');
    expect(rolloutOf({ rollout: 'all-at-once' })).toBe('all-at-once');
    expect(rolloutOf({}, { rollout: 'all-at-once' })).toBe('all-at-once');
    expect(rolloutOf({ target: 'localstack' })).toBe('all-at-once');
    expect(rolloutOf({ target: 'localstack', rollout: 'linear' })).toMatch(
      /^rollout: not linear with target/,
    );
    expect(rolloutOf({ rollout: 'canary' })).toMatch(/rollout: "canary" is not all-at-once or linear$/);
  });

  test('is traced on request only, and never on LocalStack', () => {
    const tracingOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found.problem : found.deployment.tracing;
    };
    expect(tracingOf({})).toBe(false);
    expect(tracingOf({ tracing: true })).toBe(true);
    expect(tracingOf({ tracing: true }, { tracing: '' })).toBe(true);
    expect(tracingOf({ tracing: true }, { tracing: 'false' })).toBe(false);
    expect(tracingOf({}, { tracing: 'true' })).toBe(true);
    expect(tracingOf({ tracing: 'yes' })).toMatch(/tracing: must be true or false$/);
    expect(tracingOf({ target: 'localstack', tracing: true })).toBe('tracing: not with target=localstack');
  });

  test('has an edge or none, and the context can take it away or give one for a run', () => {
    const edge = { page: 'demo', webAclArn };
    const edgeOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found : [found.deployment.edge, found.notices.length];
    };
    expect(edgeOf({})).toEqual([undefined, 0]);
    expect(edgeOf({ edge: true })).toEqual([{}, 0]);
    expect(edgeOf({ edge })).toEqual([edge, 0]);
    expect(edgeOf({ edge }, { edge: 'true' })).toEqual([edge, 0]);
    expect(edgeOf({ edge }, { edge: 'false' })).toEqual([undefined, 1]);
    expect(edgeOf({}, { edge: 'true' })).toEqual([{}, 1]);
    expect(edgeOf({ edge }, { edge: '' })).toEqual([edge, 0]);
  });

  test.each<[object, string]>([
    [{ edge: { page: 'core' } }, 'edge.page: there is no core/index.html'],
    [
      { region: 'eu-west-1', edge: { requestsPerFiveMinutesPerAddress: 1_000 } },
      "edge.requestsPerFiveMinutesPerAddress: only with region us-east-1, where CloudFront's web ACLs are; name one by webAclArn elsewhere",
    ],
    [
      { region: 'us-east-1', edge: { webAclArn, requestsPerFiveMinutesPerAddress: 1_000 } },
      'edge.requestsPerFiveMinutesPerAddress: a rule of your own web ACL, webAclArn, takes its place',
    ],
  ])('is refused with an edge that CloudFront cannot have: %j', (file, problem) => {
    expect(read({ ...least, ...file })).toEqual({ problem });
  });

  test('has a canary or none, and the context may say otherwise for a run', () => {
    const canaryOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found : found.deployment.plan.capacity.canary !== undefined;
    };
    expect(canaryOf({})).toBe(true);
    expect(canaryOf({ operations: 'off' })).toBe(false);
    expect(canaryOf({ auth: oidc })).toBe(false);
    expect(canaryOf({ canary: true })).toBe(true);
    expect(canaryOf({ canary: true }, { canary: 'off' })).toBe(false);
    expect(canaryOf({ canary: false }, { canary: 'on' })).toBe(true);
    expect(canaryOf({ canary: true }, { canary: '' })).toBe(true);
    expect(canaryOf({ canary: 'on' })).toEqual({
      problem: expect.stringContaining('canary: must be true or false'),
    });
    expect(canaryOf({ canary: true, auth: oidc })).toEqual({
      problem:
        'canary: not with an oidcIssuer, because the canary is a visitor; docs/canary.md says what to do',
    });
  });

  test('asks new visitors for a challenge or none, and the context may say otherwise for a run', () => {
    const challengeOf = (file: object, context = {}) => {
      const found = read({ ...least, ...file }, context);
      return 'problem' in found ? found.problem : found.deployment.challenge;
    };
    const secretArn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:likes/turnstile-a1B2c3';
    const turnstile = { siteKey: '0x4AAA', secretArn };
    const verifyUrl = 'https://api.hcaptcha.com/siteverify';
    expect(challengeOf({})).toBeUndefined();
    expect(challengeOf({ challenge: 'none' })).toBeUndefined();
    expect(challengeOf({ challenge: 'proof-of-work' })).toBe('proof-of-work');
    expect(challengeOf({ challenge: 'proof-of-work' }, { challenge: 'none' })).toBeUndefined();
    expect(challengeOf({ challenge: 'proof-of-work' }, { challenge: '' })).toBe('proof-of-work');
    expect(challengeOf({}, { challenge: 'proof-of-work' })).toBe('proof-of-work');
    expect(challengeOf({ challenge: { turnstile } })).toEqual({
      turnstile: { ...turnstile, verifyUrl: 'https://challenges.cloudflare.com/turnstile/v0/siteverify' },
    });
    const other = { turnstile: { ...turnstile, verifyUrl } };
    expect(challengeOf({ challenge: other })).toEqual(other);
    expect(challengeOf({ challenge: 'captcha' })).toBe(
      'deployments/prod.json: challenge: must be none, proof-of-work or an object with options',
    );
    expect(challengeOf({ challenge: { turnstile: { siteKey: '0x4AAA' } } })).toMatch(
      /challenge: turnstile.secretArn: is missing$/,
    );
    // A secret itself does not belong here.
    expect(challengeOf({ challenge: { turnstile: { ...turnstile, secretArn: '0x4AAAsecret' } } })).toMatch(
      /"0x4AAAsecret" is not the whole ARN of a secret$/,
    );
    expect(challengeOf({ challenge: 'proof-of-work', auth: oidc })).toBe(
      'challenge: not with an oidcIssuer, where nobody becomes a visitor',
    );
    expect(challengeOf({ challenge: 'none', auth: oidc })).toBeUndefined();
    expect(challengeOf({ challenge: { turnstile }, canary: true })).toBe(
      'canary: not with turnstile, because the canary is no person; docs/canary.md says what to do',
    );
    expect(read({ ...least, challenge: { turnstile } })).toMatchObject({
      deployment: { plan: { capacity: { canary: undefined } } },
    });
  });

  test('needs no more than its scenario and auth', () => {
    expect(read({ ...least, canary: false })).toMatchObject({
      deployment: { plan: planned, oidc: undefined },
      notices: [],
    });
    expect(read(least)).toMatchObject({ deployment: { oidc: undefined }, notices: [] });
  });

  test('can have a scenario of its own, which says what differs from a known one', () => {
    expect(read({ ...least, scenario: { ...own, policies: { bursts: 'refuse' } } })).toMatchObject({
      deployment: {
        plan: {
          name: 'my-site',
          scenario: { workload: { ...socialMedia.workload, peakEventsPerSecond: 6_000 } },
          capacity: { stream: { shards: 12 }, burst: undefined },
        },
      },
    });
  });

  test('can belong to a development stage', () => {
    writeFileSync(join(directory, 'dev.json'), JSON.stringify(full));
    expect(readStage('dev')).toMatchObject({ deployment: { stage: 'dev', ownDomain: domain }, notices: [] });
  });

  const keys =
    '$schema, scenario, auth, challenge, target, region, allowedOrigins, domain, edge, live, rollout, rotateKeys, tracing, canary, operations, throttling, fairness, overrides, tables';
  test.each<[unknown, string]>([
    ['', 'no JSON: Unexpected end of JSON input'],
    ['[', 'no JSON: '],
    ['{"scenario":\n"x",}', 'no JSON: '],
    [[], 'scenario: is missing'],
    [7, `must be an object with ${keys}`],
    [null, `must be an object with ${keys}`],
    [{ auth: 'visitors' }, 'scenario: is missing'],
    [{ scenario: 'social-media' }, 'auth: is missing'],
    [{ ...least, scenario: 'social-medai' }, 'scenario: unknown "social-medai"; known scenarios: '],
    [{ ...least, scenario: 1 }, 'scenario: unknown "1"; known scenarios: '],
    [
      { ...least, scenario: { name: 'my-site', basedOn: 'hot-post' } },
      'scenario: basedOn: unknown "hot-post"; known scenarios: ',
    ],
    [{ ...least, scenario: { name: 'my-site' } }, 'scenario: basedOn: is missing'],
    [
      { ...least, scenario: { ...own, likes: 5 } },
      'scenario: likes: there is no such key; known: name, basedOn, workload, policies',
    ],
    [
      { ...least, scenario: { ...own, name: 'social-media-2' } },
      'scenario.name: "social-media-2" is too like the name of the scenario social-media',
    ],
    [
      { ...least, scenario: { ...own, workload: { hotKeyShare: 2 } } },
      'scenario.workload.hotKeyShare: must be a number from 0 to 1, not 2',
    ],
    [
      { ...least, scenario: { ...own, workload: { likesPerSecond: 2 } } },
      'scenario.workload.likesPerSecond: is unknown',
    ],
    [
      { ...least, scenario: { ...own, policies: { tables: 'free' } } },
      'scenario.policies.tables: must be one of "provisioned"',
    ],
    [{ ...least, auth: 'nobody' }, 'auth: must be "visitors" or {"oidcIssuer": …, "oidcAudience": …}'],
    [{ ...least, auth: null }, 'auth: must be "visitors" or {"oidcIssuer": …, "oidcAudience": …}'],
    [
      { ...least, auth: { oidcIssuer: 'https://id.example' } },
      'auth: must be "visitors" or {"oidcIssuer": …, "oidcAudience": …}',
    ],
    [
      { ...least, auth: { ...oidc, oidcIssuer: 'http://id.example' } },
      'auth.oidcIssuer: "http://id.example" is not an https URL without query and fragment',
    ],
    [{ ...least, oidcIssuer: 'https://id.example' }, `oidcIssuer: there is no such key; known: ${keys}`],
    [{ ...full, shards: 8, scenario: undefined }, `shards: there is no such key; known: ${keys}`],
    [{ ...least, __proto__: null, constructor: 1 }, `constructor: there is no such key; known: ${keys}`],
    [{ ...least, allowedOrigins: 'https://a.example' }, 'allowedOrigins: must be a list of origins'],
    [
      { ...least, allowedOrigins: ['https://a.example', 'https://*.example'] },
      'allowedOrigins.1: "https://*.example" is not an origin such as https://example.com',
    ],
    [{ ...least, domain: { domainName: 'likes.example.com' } }, 'domain.certificateArn: is missing'],
    [{ ...least, edge: 'yes' }, 'edge: must be true or an object with options'],
    [{ ...least, edge: false }, 'edge: must be true or an object with options'],
    [{ ...least, operations: 'on' }, 'operations: must be "off" or an object with options'],
    [
      { ...least, operations: { mail: [] } },
      'operations: mail: there is no such key; known: email, runbook, executionsAtATime',
    ],
    [
      { ...least, operations: { email: ['ops'] } },
      'operations.email.0: "ops" is not an address such as ops@example.com',
    ],
    [
      { ...least, operations: { email: 'ops@example.com' } },
      'operations: email: must be a list of addresses',
    ],
    [
      { ...least, operations: { runbook: 'wiki' } },
      'operations.runbook: "wiki" is not the URL of a page, without a fragment',
    ],
    [
      { ...least, operations: { executionsAtATime: 9 } },
      'operations.executionsAtATime: "9" is not a whole number from 10 to 1000000',
    ],
    [
      { ...least, edge: { waf: true } },
      'edge: waf: there is no such key; known: page, webAclArn, requestsPerFiveMinutesPerAddress',
    ],
    [
      { ...least, edge: { page: '../elsewhere' } },
      'edge.page: "../elsewhere" is not a directory of this project',
    ],
    [
      { ...least, edge: { webAclArn: 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b' } },
      'edge.webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b" is not the ARN',
    ],
    [
      { ...least, edge: { requestsPerFiveMinutesPerAddress: 9 } },
      'edge.requestsPerFiveMinutesPerAddress: "9" is not a whole number from 10 to 2000000000',
    ],
    [{ ...least, domain: 'likes.example.com' }, 'domain: must be an object with domainName, certificateArn'],
    [{ ...least, throttling: { requestsPerSecond: 5 } }, 'throttling.burstRequests: is missing'],
    [{ ...least, overrides: { shards: '8' } }, 'overrides.shards: "8" is no number'],
    [{ ...least, overrides: { shards: 0 } }, 'overrides.shards: "0" is not a whole number from 1 to 10000'],
    [{ ...least, overrides: { shards: 2.5 } }, 'overrides.shards: "2.5" is not a whole number'],
    [{ ...least, overrides: { shard: 1 } }, 'overrides.shard: there is no such key; known: shards, batch'],
    [
      { ...least, fairness: { actionBurstPerPerson: 99 } },
      'fairness.actionBurstPerPerson: "99" is not a whole',
    ],
    [
      { ...least, tables: { counters: 'c/d', likes: 'likes' } },
      'tables.counters: "c/d" is not the name of a table',
    ],
    [{ ...least, tables: { counters: 'counters' } }, 'tables: counters and likes belong together'],
    [{ ...least, fairness: { perPerson: 1 } }, 'fairness.perPerson: there is no such key; known: actions'],
    [
      { ...least, scenario: { ...own, policies: { fairness: { visitorBurstPerAddress: 0 } } } },
      'scenario.policies.fairness.visitorBurstPerAddress: must be a whole number',
    ],
    [
      { ...least, scenario: { ...own, policies: { fairness: 'fair' } } },
      'scenario.policies.fairness: must be an object, not "fair"',
    ],
    [{ ...least, target: 'azure' }, 'target: unknown "azure"; known: aws, localstack'],
    [{ ...least, region: 'eu' }, 'region: "eu" is not a region such as eu-west-1'],
  ])('is refused in one line when it is %j', (file, problem) => {
    const found = read(file) as { problem: string };
    expect(found.problem).toMatch(/^[^\n]+$/);
    expect(found.problem.slice(0, `deployments/prod.json: ${problem}`.length)).toBe(
      `deployments/prod.json: ${problem}`,
    );
  });

  test('is refused when it is a directory', () => {
    mkdirSync(join(directory, 'dev.json'));
    expect(readStage('dev')).toEqual({ problem: 'deployments/dev.json: cannot be read (EISDIR)' });
  });

  test('is not an address of LocalStack', () => {
    expect(read(full, { target: 'localstack' })).toEqual({
      problem: 'domainName: not with target=localstack',
    });
  });

  test('names no region other than its certificate’s', () => {
    expect(read({ ...full, region: 'eu-south-1' })).toEqual({
      problem: 'certificateArn: it is in eu-west-1, and the deployment in eu-south-1',
    });
  });
});

describe('the context', () => {
  test('overrides the file for one run, and says so', () => {
    expect(
      read(full, { shards: '4', auth: 'visitors', burstRequests: '9', allowedOrigins: '*' }),
    ).toMatchObject({
      deployment: {
        plan: {
          capacity: {
            stream: { shards: 4 },
            eventSourceMapping: { batchWindowSeconds: 2 },
            throttling: { requestsPerSecond: 1_250, burstRequests: 9 },
          },
        },
        allowedOrigins: ['*'],
        oidc: undefined,
        ownDomain: domain,
      },
      notices: [
        'for this run alone, the context overrides deployments/prod.json: ' +
          'allowedOrigins ["*"] (the file: ["https://a.example"]), ' +
          'auth "visitors" (the file: {"issuer":"https://id.example","audience":"likes"}), ' +
          'burstRequests 9 (the file: 625), shards 4 (the file: 8)',
      ],
    });
    expect(read(least, { shards: '4' })).toMatchObject({
      notices: [
        'for this run alone, the context overrides deployments/prod.json: shards 4 (the file: nothing)',
      ],
    });
  });

  test('has nothing to say where it agrees with the file', () => {
    expect(read(full, { ...domain, ...oidc, shards: '8', scenario: 'social-media' })).toEqual(read(full));
  });

  test('takes nothing of the file away with an empty value, as of a shell variable that is not set', () => {
    const empty = { oidcIssuer: '', oidcAudience: ' ', auth: '', domainName: '', certificateArn: '' };
    expect(read(full, { ...empty, allowedOrigins: '', region: '' })).toEqual(read(full));
  });
});

describe('throttling above the quota of the region', () => {
  const warning = (requests: number, burst: number, region: string, quota: string) => [
    `throttling: ${requests} requests/s with a burst of ${burst} is above the quota of an account in ${region}, ${quota}: set throttling, or have the quota raised`,
  ];

  test('is told, whether the file or the environment names the region', () => {
    const inMilan = warning(5_000, 2_500, 'eu-south-1', '2500 and 1250');
    expect(read({ ...least, region: 'eu-south-1' })).toMatchObject({ notices: inMilan });
    expect(read(least, {}, 'eu-south-1')).toMatchObject({ notices: inMilan });
    expect(read(least, { requestsPerSecond: '10001' }, 'us-east-1')).toMatchObject({
      notices: [expect.anything(), ...warning(10_001, 2_500, 'us-east-1', '10000 and 5000')],
    });
  });

  test.each([['us-east-1'], ['eu-west-1'], [undefined]])('is not what the scenario has in %s', (region) => {
    expect(read(least, {}, region)).toMatchObject({ notices: [] });
  });

  test('is not what fits into a smaller region, nor anything on LocalStack', () => {
    const throttling = { requestsPerSecond: 2_500, burstRequests: 1_250 };
    expect(read({ ...least, throttling }, {}, 'ap-southeast-3')).toMatchObject({ notices: [] });
    expect(read({ ...least, target: 'localstack' }, {}, 'eu-south-1')).toMatchObject({ notices: [] });
  });
});

describe('deployments/', () => {
  test('has only files that can be deployed', () => {
    const stages = readdirSync(DEPLOYMENTS).filter((name) => name !== 'deployment.schema.json');
    expect(stages).toContain('example.json');
    for (const name of stages)
      expect(
        readDeployment({ context: { stage: name.replace(/\.json$/, '') }, directory: DEPLOYMENTS }),
      ).toMatchObject({ notices: [] });
  });

  test('has an example that shows every key but those that few need', () => {
    const example = JSON.parse(readFileSync(join(DEPLOYMENTS, 'example.json'), 'utf8')) as object;
    expect(Object.keys(DeploymentFile.entries).filter((key) => !(key in example))).toEqual([
      'target',
      'tables',
    ]);
  });

  // After a change of the keys: npm test -- --update test/bin
  test('has the JSON Schema of its files, for editors', async () => {
    const schema = toJsonSchema(DeploymentFile, { typeMode: 'input', errorMode: 'ignore' });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      join(DEPLOYMENTS, 'deployment.schema.json'),
    );
  });
});
