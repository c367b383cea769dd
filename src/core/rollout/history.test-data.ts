import { CONFIG_FILE } from '../config/config.ts';
import { parseConfig } from '../config/parse.ts';
import type { Config, Role } from '../config/config.ts';
import { NO_DECISIONS, type Decisions } from '../journal/decisions.ts';
import { buildNetwork } from '../network/build.ts';
import type { Network } from '../network/network.ts';
import { listEntries, overlay, readManifests } from '../network/network.test-data.ts';
import { selectReleases } from '../release/select.ts';
import { parseBranch } from '../text/branch.ts';
import type { Action } from './action.ts';
import type { Check } from './check.ts';
import { draftRollouts } from './draft.ts';
import { asset, blobId, id, release } from './rollout.test-data.ts';
import { listRollouts } from './rollouts.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import type { OwnComment, OwnPull, Pull, Review } from './pull.ts';
import type { Prospect, SeenComment, Snapshot } from './snapshot.ts';

/** A world in memory that does what `apply` would do, so that thousands of histories can be lived through. */

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export const START = Date.UTC(2026, 10, 20, 12);
export const MINUTE = 60_000;

export type WorldPull = { pull: Pull; comments: OwnComment[]; reviews: Review[] };

export type World = {
  now: number;
  readonly config: Config;
  /** Version of trade by node. */
  readonly nodes: Record<string, string>;
  readonly releases: string[];
  decisions: Decisions;
  readonly pulls: WorldPull[];
  readonly branches: Map<string, { head: string; files: Map<string, string> }>;
  readonly checks: Map<string, Map<string, Check>>;
  readonly verdicts: Map<string, NodeVerdict>;
  readonly comments: SeenComment[];
  readonly roles: Map<string, Role>;
  count: number;
  /** Called before each action, with the world as it is. */
  readonly watch: (action: Action, world: World, network: Network) => void;
};

const fileOf = (node: string): string => `nodes/${node}/kustomization.yaml`;

export const createHistory = (rings: string, gates: string, watch: World['watch']): World => {
  const yaml = `network: test
artifacts:
  trade: {kind: cordapp, image: r.example/trade, releases: acme/trade}
nodes: nodes/*/kustomization.yaml
rules: {evidence: [{what: drain, reason: test}]}
${gates}
rings:
${rings.replace(/^/gm, '  ')}
`;
  const { config, problems } = parseConfig(CONFIG_FILE, encode(yaml));
  if (!config) throw new Error(JSON.stringify(problems));
  return {
    now: START,
    config,
    nodes: Object.fromEntries(['c1', 'c2', 'e1', 'e2', 'e3', 'n1', 'n2'].map((node) => [node, '1.3.2'])),
    releases: [],
    decisions: NO_DECISIONS,
    pulls: [],
    branches: new Map(),
    checks: new Map(),
    verdicts: new Map(),
    comments: [],
    roles: new Map([
      ['olivia', 'admin'],
      ['rob', 'write'],
      ['mallory', 'read'],
    ]),
    count: 0,
    watch,
  };
};

const networks = new WeakMap<Config, Map<string, Network>>();

/** Networks by what their nodes run: parsing YAML for every step of every history would take hours. */
export const networkOf = ({ config, nodes }: Pick<World, 'config' | 'nodes'>): Network => {
  const known = networks.get(config) ?? new Map<string, Network>();
  networks.set(config, known);
  const key = JSON.stringify(nodes);
  const found = known.get(key);
  if (found) return found;
  const files = Object.fromEntries(Object.entries(nodes).map(([node, version]) => [fileOf(node), overlay(version)]));
  const network = buildNetwork({
    config,
    configFile: CONFIG_FILE,
    entries: listEntries(files),
    manifests: readManifests(files),
  });
  known.set(key, network);
  return network;
};

const blobs = new Map<string, { blob: string; bytes: Uint8Array }>();
const blobOf = (text: string): { blob: string; bytes: Uint8Array } => {
  const known = blobs.get(text) ?? { blob: blobId(encode(text)), bytes: encode(text) };
  blobs.set(text, known);
  return known;
};

const ownPull = (world: World, { pull, comments, reviews }: WorldPull): OwnPull => {
  const named = parseBranch(pull.branch);
  return {
    pull,
    artifact: 'trade',
    version: named?.version ?? '',
    ring: named?.ring ?? '',
    batch: named?.batch,
    request: undefined,
    comments: [...comments],
    checks: world.checks.get(pull.head) ?? new Map(),
    facts: pull.state === 'open' ? { reviews: [...reviews], checks: [], mergeable: 'yes' } : undefined,
  };
};

export const observeHistory = (world: World): Snapshot => {
  const network = networkOf(world);
  const releases = world.config.artifacts.map((artifact) => ({
    artifact,
    ...selectReleases(
      artifact,
      world.releases.map((version) => release(version)),
    ),
    problem: undefined,
  }));
  const drafts = draftRollouts(network, listRollouts(network, releases, world.decisions), world.decisions, world.now);
  const prospects = drafts.map((draft): Prospect => ({
    draft,
    tagCommit: id('e'),
    assets: [asset(draft.rollout.version)],
    assetProblems: [],
    files: new Map(Object.entries(world.nodes).map(([node, version]) => [fileOf(node), blobOf(overlay(version))])),
    pulls: world.pulls
      .map(({ pull }) => pull)
      .filter(({ branch }) => branch === draft.front?.branch)
      .toReversed(),
    foreign: undefined,
  }));
  const verdicts = new Map(
    drafts.map(({ rollout, rings }) => [
      rollout.id,
      new Map(
        rings.flatMap(({ moved }) =>
          moved.flatMap((node) => {
            const verdict = world.verdicts.get(node);
            return verdict ? [[node, verdict] as const] : [];
          }),
        ),
      ),
    ]),
  );
  return {
    now: world.now,
    repository: 'acme/network',
    base: { branch: 'main', commit: id('a') },
    config: { file: CONFIG_FILE, problems: [], commit: id('c'), checks: new Map() },
    network,
    baseChecks: new Map(),
    jars: new Map(),
    parameters: network.policy.parameters,
    parameterProblems: [],
    releases,
    prospects,
    ownPulls: world.pulls.map((pull) => ownPull(world, pull)),
    restores: [],
    personPulls: [],
    otherPulls: [],
    configPulls: [],
    decisions: world.decisions,
    journalProblems: [],
    comments: [...world.comments],
    replies: world.comments.map((comment) => ({ id: comment.id, comment: comment.id })),
    people: new Map([...world.roles].map(([login, role]) => [login, { login, role, teams: new Set<string>() }])),
    merging: { methods: ['merge'], queue: false, requiredChecks: [] },
    refusals: new Map(),
    mute: new Set(),
    verdicts,
    refreshes: [],
    drift: undefined,
    driftIssues: undefined,
    deployments: new Map(),
    self: 'cordage[bot]',
    branches: new Map(
      [...world.branches].map(([branch, { head, files }]) => [
        branch,
        {
          head,
          person: undefined,
          recorded: {
            tagCommit: id('e'),
            assets: [{ name: asset(versionIn(branch)).name, sha256: asset(versionIn(branch)).sha256 }],
          },
          changes: [...files].map(([path, text]) => ({
            path,
            from: blobOf(overlay(world.nodes[path.split('/')[1] ?? ''] ?? '')).blob,
            to: blobOf(text).blob,
          })),
        },
      ]),
    ),
    withdrawn: new Set(),
  };
};

export const versionIn = (branch: string): string => parseBranch(branch)?.version ?? '';
