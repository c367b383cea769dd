import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { ProbotOctokit } from 'probot';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { startGuardedSandbox } from '../contract/guarded-sandbox.ts';

export const PERMISSIONS = {
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  statuses: 'write',
  deployments: 'write',
  members: 'read',
  metadata: 'read',
} as const;

const EVENTS = [
  'push',
  'create',
  'delete',
  'release',
  'pull_request',
  'pull_request_review',
  'issues',
  'issue_comment',
  'check_run',
  'check_suite',
  'status',
  'deployment',
  'deployment_status',
];

export const SECRET = 'shared secret of the tests';

export type Stage = {
  readonly sandbox: Sandbox;
  readonly appId: number;
  readonly privateKey: string;
  readonly installationId: number;
  /** As the App's installation. */
  readonly octokit: ProbotOctokit;
  /** As the App itself. */
  readonly app: ProbotOctokit;
  /** Token of the person `ada`, who may write to `acme/net`. */
  readonly ada: string;
  readonly as: (token: string) => ProbotOctokit;
};

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export const octokitWith = (apiUrl: string, auth: Record<string, unknown> | undefined): ProbotOctokit =>
  new ProbotOctokit({
    baseUrl: apiUrl,
    log: quiet,
    retry: { enabled: false },
    throttle: { enabled: false },
    ...(auth ? { auth } : {}),
  });

/** A sandbox with the App installed on `acme/net`, which has one file. */
export const startStage = async (options: SandboxOptions & { readonly webhookUrl?: string } = {}): Promise<Stage> => {
  const sandbox = await startGuardedSandbox(options);
  const { seed, apiUrl } = sandbox;
  seed.organization('acme');
  const ada = seed.user('ada');
  await seed.repository({ owner: 'acme', name: 'net', files: { 'README.md': 'one\n' } });
  seed.role('acme/net', 'ada', 'write');
  const { appId, privateKey } = seed.app({
    slug: 'cordage',
    permissions: PERMISSIONS,
    events: EVENTS,
    webhookSecret: SECRET,
    ...(options.webhookUrl === undefined ? {} : { webhookUrl: options.webhookUrl }),
  });
  const installationId = seed.install(appId, 'acme', ['net']);
  return {
    sandbox,
    appId,
    privateKey,
    installationId,
    ada,
    octokit: octokitWith(apiUrl, { appId, privateKey, installationId }),
    app: octokitWith(apiUrl, { appId, privateKey }),
    as: (token) => octokitWith(apiUrl, { token }),
  };
};

type Received = { readonly headers: IncomingMessage['headers']; readonly body: string };

/** What GitHub said no with. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error) || !('status' in error)) throw error;
    const message = error.message.replace(/ - https:.*$/s, '');
    return `${String(error.status)} ${message}`;
  }
  return 'no refusal';
};

/** A place that takes webhooks. */
export const startReceiver = async () => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(200).end('taken');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
