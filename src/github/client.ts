import type { Logger } from 'pino';
import { ProbotOctokit } from 'probot';
import type { Settings } from '../settings.ts';
import { RetryLater, sortError, statusOf } from './errors.ts';
import { createFetch, FROM_MEMORY } from './fetch.ts';

export type Octokit = InstanceType<typeof ProbotOctokit>;

/** GitHub as the App sees it, and as each of its installations does. */
export type GitHub = {
  readonly app: Octokit;
  readonly installation: (id: number) => Octokit;
};

/** Who is told of requests, and who may end them. */
export type CallWatch = {
  /** The log of whoever makes the request; asked for at each. */
  readonly log: () => Logger;
  /** Told of every request made: its method and status, 0 where no answer came, 304 where one from memory was still good. */
  readonly onCall?: (method: string, status: number) => void;
  /** Ends requests under way, and lets none begin. */
  readonly stop: AbortSignal;
};

/**
 * Clients with Cordage's way of calling: no retries in place (the queue makes passes anew), conditional reads,
 * a timeout on every request, whole answers only, failures sorted by who must act.
 */
export const connectGitHub = (settings: Pick<Settings, 'app' | 'github' | 'paceWrites'>, watch: CallWatch): GitHub => {
  const connect = (installationId?: number): Octokit => {
    const octokit = new ProbotOctokit({
      auth: {
        appId: settings.app.id,
        privateKey: settings.app.privateKey,
        ...(installationId === undefined ? {} : { installationId }),
      },
      baseUrl: settings.github.apiUrl,
      userAgent: 'cordage',
      log: {
        debug: () => undefined,
        info: () => undefined,
        warn: (text: string) => watch.log().debug(text),
        error: () => undefined,
      },
      retry: { enabled: false },
      throttle: {
        enabled: settings.paceWrites,
        id: String(installationId ?? 'app'),
        onRateLimit: () => false,
        onSecondaryRateLimit: () => false,
      },
      request: { fetch: createFetch(watch.stop) },
    });
    watchCalls(octokit, watch);
    return octokit;
  };
  const installations = new Map<number, Octokit>();
  return {
    app: connect(),
    installation: (id) => {
      const known = installations.get(id) ?? connect(id);
      installations.set(id, known);
      return known;
    },
  };
};

/** Stands around everything else that octokit does with a request, so its waits for a slot count, too. */
const watchCalls = (octokit: Octokit, { log, onCall = () => undefined }: CallWatch): void => {
  octokit.hook.wrap('request', async (request, options) => {
    const { method, url } = octokit.request.endpoint(options);
    const path = new URL(url).pathname;
    const started = performance.now();
    const tell = (status: number): void => {
      onCall(method, status);
      log().debug({ method, path, status, ms: Math.round(performance.now() - started) }, 'github');
    };
    try {
      const answer = await request(options);
      tell(answer.headers[FROM_MEMORY] === undefined ? answer.status : 304);
      // Octokit hands over as text what is not JSON: a proxy's page with status 200.
      if (typeof answer.data === 'string' && answer.status !== 204)
        throw new RetryLater(`GitHub to answer ${method} ${path} in JSON`, {});
      return answer;
    } catch (error) {
      if (error instanceof RetryLater) throw error;
      tell(statusOf(error) ?? 0);
      throw sortError(error, `${method} ${path}`, Date.now());
    }
  });
};
