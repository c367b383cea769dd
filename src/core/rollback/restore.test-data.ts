import type { Config } from '../config/config.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { readManifest } from '../manifests/read.ts';
import { givenNetwork } from '../network/network.test-data.ts';
import { editRestore } from './edit-restore.ts';
import type { FileChange, FileStep } from './file-step.ts';
import { planRestore } from './restore.ts';
import { wantedBlobs } from './wanted.ts';

type Texts = Readonly<Record<string, string>>;

/** What each commit leaves behind, oldest first. A text is its own blob id. */
export const stepsOf = (commits: readonly Texts[]): readonly FileStep[] =>
  commits
    .map((after, index): FileStep => {
      const before = commits[index - 1] ?? {};
      const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      const changes = paths.map((path): FileChange => ({ path, from: before[path], to: after[path] }));
      return {
        commit: `c${index}`.padEnd(40, '0'),
        parents: [],
        at: Date.UTC(2026, 10, 1 + index),
        author: 'Ann',
        message: '',
        changes: changes.filter(({ from, to }) => from !== to),
      };
    })
    .toReversed();

const manifests = new Map<string, Manifest>();

const manifestOf = (path: string, text: string): Manifest => {
  const key = `${path}\n${text}`;
  const known = manifests.get(key) ?? readManifest(path, new TextEncoder().encode(text));
  manifests.set(key, known);
  return known;
};

/** A plan made and carried out as the app does it: only what was wanted is read. `files` are the texts afterwards. */
export const restore = (
  commits: readonly Texts[],
  nodes: readonly string[],
  version = '1.4.0',
  config?: Config,
  history = stepsOf(commits),
) => {
  const now = commits.at(-1) ?? {};
  const network = givenNetwork(now, config);
  const request = { artifact: 'trade', version, nodes: new Set(nodes) };
  const wanted = new Set(wantedBlobs(network, request, history).map(({ path, blob }) => `${path}\n${blob}`));
  const plan = planRestore(network, request, history, (path, blob) =>
    wanted.has(`${path}\n${blob}`) ? manifestOf(path, blob) : undefined,
  );
  const edit = editRestore(plan.moves, (path) => {
    const text = now[path];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  });
  const edited = edit.files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)] as const);
  return { plan, edit, wanted, files: { ...now, ...Object.fromEntries(edited) } };
};

/** The same for people: what goes back, what stays, and what is told. */
export const tell = (...args: Parameters<typeof restore>) => {
  const { plan, edit } = restore(...args);
  return {
    nodes: plan.nodes.map(({ node, from, to }) => `${node} ${from} -> ${to}`),
    left: plan.left.map(({ node, why }) => `${node} ${why}`),
    problems: [...plan.problems, ...edit.problems].map(({ code, at }) => (at ? `${at.file}:${at.line} ${code}` : code)),
  };
};
