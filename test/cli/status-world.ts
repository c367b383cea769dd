import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArgoApplication, InstanceView } from '../../src/core/argo/application.ts';
import { application, operation, view } from '../../src/core/drift/drift.test-data.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import type { Answer, Terminal } from '../../src/cli/command.ts';
import { startProgress } from '../../src/cli/progress.ts';
import { runStatus } from '../../src/cli/status.ts';
import { COMMANDS } from '../../src/core/text/cli-commands.ts';
import { git } from '../git/world.ts';
import { givenFolder, overlay } from './call.ts';

/** A fixed time, and so the same commits in every run. */
export const NOW = Date.UTC(2026, 10, 23, 10);
export const MINUTE = 60_000;
export const ORIGIN = 'https://github.com/acme/network-manifests';

const CONFIG = `network: small
artifacts:
  corda: {kind: corda, image: r.example/corda}
  trade: {kind: cordapp, image: r.example/trade}
nodes: nodes/*/kustomization.yaml
argocd:
  instances:
    - {name: tokyo, context: tokyo, url: https://argo.example}
    - {name: osaka, context: osaka}
rings:
  - {name: canary, nodes: {names: [a, b]}, soak: 30m}
  - {name: all, soak: 1d}
`;

/** Commits everything at a time, so that the same content is the same commit in every run. */
export const commit = (folder: string, message: string, at = NOW - 10 * MINUTE): string => {
  git(folder, 'add', '-A');
  const date = `${Math.floor(at / 1000)} +0000`;
  execFileSync('git', ['-C', folder, 'commit', '--quiet', '--allow-empty', '-m', message], {
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.com',
      GIT_COMMITTER_DATE: date,
    },
  });
  return git(folder, 'rev-parse', 'HEAD');
};

/** A checkout of four nodes, all on corda 4.12 and trade 1.3.2, and a second commit by which a and b are on trade 1.4.0. */
export const givenCheckout = async () => {
  const nodes = ['a', 'b', 'c', 'd'];
  const at = (trade: string) => overlay({ corda: '4.12', trade });
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    ...Object.fromEntries(nodes.map((node) => [`nodes/${node}/kustomization.yaml`, at('1.3.2')])),
  });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'remote', 'add', 'origin', `${ORIGIN}.git`);
  const first = commit(folder, 'first', NOW - 60 * MINUTE);
  for (const node of ['a', 'b']) writeFileSync(join(folder, `nodes/${node}/kustomization.yaml`), at('1.4.0'));
  const second = commit(folder, 'second');
  return { folder, first, second };
};

/** A node that is live at a commit since five minutes. */
export const live = (name: string, revision: string, more: Partial<ArgoApplication> = {}): ArgoApplication =>
  application(name, {
    sources: [{ repoUrl: ORIGIN, target: 'main' }],
    revisions: [revision],
    operation: operation({
      revisions: [revision],
      startedAt: NOW - 6 * MINUTE,
      finishedAt: NOW - 5 * MINUTE,
    }),
    healthSince: NOW - 5 * MINUTE,
    reconciledAt: NOW - MINUTE,
    ...more,
  });

export const tokyo = (applications: readonly ArgoApplication[], more: Partial<InstanceView> = {}): InstanceView =>
  view('tokyo', { url: 'https://argo.example', heardAt: NOW - 3000, applications, ...more });

export const osaka = (more: Partial<InstanceView> = {}): InstanceView =>
  view('osaka', { heardAt: NOW - 5000, ...more });

type Look = () => readonly InstanceView[];

/** A command line of status on clusters that show this, on a clock that stands still. */
export const status = async (
  argv: readonly string[],
  look: Look,
  more: {
    readonly terminal?: Partial<Terminal>;
    readonly kubeconfig?: string;
    readonly onStart?: (change: () => void) => void;
  } = {},
): Promise<Answer & { readonly out: string }> => {
  const args = readArguments(COMMANDS.status, argv);
  if (!args.ok) throw new Error(JSON.stringify(args.problems));
  let out = '';
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: () => undefined,
    isWatched: false,
    now: () => performance.now(),
    ...more.terminal,
  };
  const answer = await runStatus(
    args.value,
    { now: terminal.now, progress: startProgress(terminal), terminal },
    {
      createClusters: ({ onChange }) => {
        more.onStart?.(() => onChange('acme/network-manifests'));
        return { look, stop: () => Promise.resolve() };
      },
      environment: () => ({ KUBECONFIG: more.kubeconfig ?? import.meta.filename }),
      now: () => NOW,
      patience: 100,
    },
  );
  return { ...answer, out };
};
