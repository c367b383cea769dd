import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { connectGitHub, type Octokit } from '../../src/github/client.ts';
import { octokitWith, startStage, type Stage } from '../sandbox/start.ts';
import { serve, type Served } from './serve.ts';

export const NET = 'acme/net';
export const REPO = { owner: 'acme', repo: 'net' };

/** A sandbox until the test ends, and Cordage's own client of it. */
export const connect = async (
  options: Parameters<typeof startStage>[0] = {},
): Promise<Stage & { readonly cordage: Octokit; readonly commit: (branch: string) => Promise<string> }> => {
  const stage = await startStage(options);
  onTestFinished(stage.sandbox.close);
  const settings = {
    app: { id: stage.appId, privateKey: stage.privateKey, webhookSecret: 'x', formerKeys: [] },
    github: { apiUrl: stage.sandbox.apiUrl, serverUrl: stage.sandbox.url },
    paceWrites: false,
  };
  const github = connectGitHub(settings, { log: () => pino({ level: 'silent' }), stop: new AbortController().signal });
  return {
    ...stage,
    cordage: github.installation(stage.installationId),
    /** Puts a new file on a branch. */
    commit: (branch) => stage.sandbox.seed.commit(NET, branch, { [`${branch}.txt`]: `${branch}\n` }, branch, 'ada'),
  };
};

type Answer = { readonly status?: number; readonly body: unknown; readonly next?: string | undefined };

/** A client of a server that answers as told: for what the sandbox never says. `next` is the address of the next page. */
export const connectTo = async (answer: (path: string) => Answer): Promise<Served & { readonly octokit: Octokit }> => {
  const served = await serve((request, response) => {
    const { status = 200, body, next } = answer(request.url ?? '');
    const link = next === undefined ? {} : { link: `<http://${request.headers.host}${next}>; rel="next"` };
    response.writeHead(status, { 'content-type': 'application/json', ...link }).end(JSON.stringify(body));
  });
  return { ...served, octokit: octokitWith(served.url, { token: 'anything' }) };
};
