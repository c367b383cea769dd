import { expect } from 'vitest';
import type { App } from '../../src/app.ts';
import { parseReply } from '../../src/core/text/reply.ts';
import type { ArgoCd } from '../../src/sandbox/argo/argocd.ts';
import { gitText } from '../../src/sandbox/github/git.ts';
import { CORDAPP, MANIFESTS, setStage, settle, type Stage } from './stage.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a person does by GitHub's API, in a repository: `olivia('PATCH', '/pulls/1', { state: 'closed' })`. */
type Person = (method: Method, path: string, body?: unknown) => Promise<Readonly<Record<string, unknown>>>;

/** A pull request as people see it; `told` is the headline of Cordage's one comment, `check` that of its check. */
type Seen = {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly told: string;
  readonly check: string | undefined;
};

/** A stage with the app on it. Every deed ends when the app has come to rest. */
export type Story = Stage & {
  readonly app: () => App;
  /** The network's operator (maintain), in the manifests repository, as are rob, anna and mallory. */
  readonly olivia: Person;
  /** May write. */
  readonly rob: Person;
  /** Administers the repository. */
  readonly anna: Person;
  /** Has no role, and sees what everybody sees. */
  readonly mallory: Person;
  /** The CorDapp's developer, in its repository. */
  readonly dana: Person;
  /** What runs the nodes; made unwell and away by tests. */
  readonly argocd: ArgoCd;
  readonly upload: (release: number, name: string, bytes: Uint8Array) => Promise<void>;
  readonly sweep: () => Promise<void>;
  /** Time goes by, and Cordage looks. Milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** GitHub's times are whole seconds; what is to be later must be of another one. */
  readonly nextSecond: () => Promise<void>;
  /** Writes a comment on an issue or a pull request. */
  readonly say: (login: string, number: number, body: string) => Promise<void>;
  /** Opens an issue. @returns its number */
  readonly issue: (login: string, title: string, body?: string) => Promise<number>;
  /** Approves a pull request's head. */
  readonly approve: (login: string, pull: number) => Promise<void>;
  /** What Cordage answered on an issue or a pull request, without markers. */
  readonly replies: (number: number) => readonly string[];
  readonly startApp: () => Promise<void>;
  readonly seen: () => readonly Seen[];
  /** `1 merged, canary: done` of each pull request: its number, its state, and what its comment says. */
  readonly standing: () => readonly string[];
  /** What plain `git log` shows of the journal, oldest first. */
  readonly journal: () => Promise<readonly string[]>;
  readonly body: (pull: number) => string;
  readonly head: (pull: number) => string;
  /** Branches of Cordage's that there are, and the commits they lead to. */
  readonly branches: () => Promise<Readonly<Record<string, string>>>;
  /** The newest commit of the default branch. */
  readonly tip: () => Promise<string>;
  /** How many times Cordage pushed. */
  readonly pushes: () => number;
  /** Nothing more to do, nothing asked for that there is not, no error in the log. */
  readonly end: () => Promise<void>;
};

/** Between two deeds; longer than Cordage waits between two edits of a comment. */
const DEED_MS = 16_000;

const person =
  (stage: Stage, repository: string, token: string, rest: () => Promise<void>): Person =>
  async (method, path, body) => {
    const { apiUrl } = stage.sandbox;
    if (method !== 'GET') stage.clock.advance(DEED_MS);
    const answer = await fetch(`${apiUrl}/repos/${repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    await rest();
    return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  };

/** Sets the stage and starts the app, unless it is to be `down` at first. */
export const begin = async (
  options: { readonly nodes?: number; readonly files?: Record<string, string>; readonly down?: boolean } = {},
): Promise<Story> => {
  const stage = await setStage(options);
  const { sandbox } = stage;
  let app: App | undefined;
  const rest = async (): Promise<void> => {
    if (app) await settle(stage, app);
  };
  const running = (): App => {
    if (!app) throw new Error('the app is down');
    return app;
  };
  const token = (login: string): string => sandbox.seed.user(login);
  const find = (number: number) => {
    const pull = stage.pulls().find((candidate) => candidate.number === number);
    if (!pull) throw new Error(`there is no pull request ${number}`);
    return pull;
  };
  const by = (login: string): Person => person(stage, MANIFESTS, token(login), rest);
  const story: Story = {
    ...stage,
    app: running,
    olivia: by('olivia'),
    rob: by('rob'),
    anna: by('anna'),
    mallory: by('mallory'),
    dana: person(stage, CORDAPP, token('dana'), rest),
    argocd: sandbox.argocd,
    upload: async (release, name, bytes) => {
      stage.clock.advance(DEED_MS);
      const assets = `${sandbox.url}/api/uploads/repos/${CORDAPP}/releases/${release}/assets`;
      const headers = { authorization: `Bearer ${token('dana')}`, 'content-type': 'application/java-archive' };
      const answer = await fetch(`${assets}?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers,
        body: Buffer.from(bytes),
      });
      expect(answer.status).toBe(201);
      await rest();
    },
    release: async (tag, more) => {
      stage.clock.advance(DEED_MS);
      const id = await stage.release(tag, more);
      await rest();
      return id;
    },
    commit: async (files, branch) => {
      stage.clock.advance(DEED_MS);
      const commit = await stage.commit(files, branch);
      await rest();
      return commit;
    },
    sweep: async () => {
      await running().sweep();
      await rest();
    },
    wait: async (ms) => {
      stage.clock.advance(ms);
      await story.sweep();
    },
    nextSecond: async () => stage.clock.advance(1000),
    say: async (login, number, body) => void (await by(login)('POST', `/issues/${number}/comments`, { body })),
    issue: async (login, title, body) => Number((await by(login)('POST', '/issues', { title, body }))['number']),
    approve: async (login, pull) => {
      await by(login)('POST', `/pulls/${pull}/reviews`, { event: 'APPROVE', commit_id: find(pull).pull.headSha });
    },
    replies: (number) =>
      ownComments(stage, number)
        .filter((body) => parseReply(body).ok)
        .map((body) => body.replace(/\n*<!-- cordage:.*$/s, '')),
    startApp: async () => {
      app = await stage.start();
      await rest();
    },
    seen: () => stage.pulls().map((pull) => see(stage, pull)),
    standing: () => story.seen().map(({ number, state, told }) => `${number} ${state}, ${told}`),
    journal: async () => {
      const dir = sandbox.world.repositories.get(MANIFESTS)?.dir ?? '';
      return (await gitText(dir, ['log', '--reverse', '--format=%s', 'refs/cordage/journal'])).split('\n');
    },
    body: (number) => find(number).body ?? '',
    head: (number) => find(number).pull.headSha,
    branches: () => branchesBelow(sandbox.apiUrl, 'cordage/'),
    tip: async () => (await branchesBelow(sandbox.apiUrl, 'main'))['main'] ?? '',
    pushes: () =>
      sandbox.writes
        .list()
        .filter(({ route, caller }) => route === 'git-receive-pack' && caller.kind === 'installation').length,
    end: async () => {
      const written = sandbox.writes.count();
      await story.sweep();
      expect(sandbox.writes.list().slice(written)).toEqual([]);
      expect(sandbox.server.unrouted).toEqual([]);
      expect(sandbox.server.crashes).toEqual([]);
      expect(stage.logs.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    },
  };
  if (!options.down) await story.startApp();
  return story;
};

const branchesBelow = async (apiUrl: string, prefix: string): Promise<Readonly<Record<string, string>>> => {
  const answer = await fetch(`${apiUrl}/repos/${MANIFESTS}/git/matching-refs/heads/${prefix}`);
  const refs = (await answer.json()) as readonly { ref: string; object: { sha: string } }[];
  return Object.fromEntries(refs.map(({ ref, object }) => [ref.slice('refs/heads/'.length), object.sha]));
};

/** What Cordage wrote on an issue or a pull request, and not what looks like it. */
const ownComments = ({ sandbox }: Stage, number: number): readonly string[] => {
  const issue = sandbox.world.repositories.get(MANIFESTS)?.issues.get(number);
  const own = [...(issue?.comments.values() ?? [])].filter(({ appId }) => appId !== undefined);
  return own.map(({ body }) => body);
};

/** `canary: waiting for approval`, without since when; times are left out, for they differ from run to run. */
const headlineOf = (comment: string): string =>
  (/^\*\*(.*?)\*\*/m.exec(comment)?.[1] ?? comment).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '<time>');

const see = (stage: Stage, { number, title, state, pull }: ReturnType<Stage['pulls']>[number]): Seen => ({
  number,
  title,
  state: pull.merged ? 'merged' : state,
  told: ownComments(stage, number)
    .filter((body) => !parseReply(body).ok)
    .map(headlineOf)
    .join(' | ')
    // Whether Argo CD has looked already when a comment first tells of a merge is a matter of milliseconds.
    .replace(/^(.*: 0 of (\d+) live), \2 waiting$/, '$1, $2 syncing'),
  check: stage.check('cordage/rollout', pull.headSha),
});
