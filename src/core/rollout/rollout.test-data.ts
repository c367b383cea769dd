import type { Network } from '../network/network.ts';
import { CONFIG_FILE } from '../config/config.ts';
import { parseConfig } from '../config/parse.ts';
import { buildNetwork } from '../network/build.ts';
import { listEntries, overlay, readManifests } from '../network/network.test-data.ts';
import { selectReleases } from '../release/select.ts';
import type { InspectedAsset, Release } from '../release/release.ts';
import { parseBranch, renderBranch } from '../text/branch.ts';
import { JAR } from '../text/pull-view.test-data.ts';
import { NO_DECISIONS } from '../journal/decisions.ts';
import { draftRollouts } from './draft.ts';
import { listRollouts } from './rollouts.ts';
import type { OwnPull, Pull } from './pull.ts';
import type { BranchFacts, Prospect, Snapshot } from './snapshot.ts';
import type { BlobId } from './step.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export const id = (letter: string): string => letter.repeat(40);

/** Good enough to tell the few texts of a test apart. */
export const blobId: BlobId = (bytes) => {
  const sum = bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 7);
  return sum.toString(16).padStart(8, '0').repeat(5);
};

export const release = (version: string, more: Partial<Release> = {}): Release => ({
  id: Number(version.replaceAll('.', '')),
  repository: 'acme/trade',
  tag: `v${version}`,
  title: version,
  notes: '',
  prerelease: false,
  publishedAt: Date.UTC(2026, 10, 1, 0, Number(version.replaceAll('.', ''))),
  url: `https://github.example/acme/trade/releases/v${version}`,
  assets: [{ ...JAR, name: `trade-${version}.jar` }],
  ...more,
});

export const asset = (version: string, sha256 = 'aa'.repeat(32)): InspectedAsset => ({
  ...JAR,
  name: `trade-${version}.jar`,
  sha256,
});

type OwnPullMore = Omit<Partial<OwnPull>, 'pull'> & { readonly pull?: Partial<Pull> };

/** A pull request of Cordage's as it is just after it was opened from {@link branchAt}. */
export const ownPull = (version: string, more: OwnPullMore = {}): OwnPull => {
  const branch = more.pull?.branch ?? renderBranch({ artifact: 'trade', version, ring: 'canary' });
  const named = parseBranch(branch);
  return {
    artifact: 'trade',
    version,
    ring: named?.ring ?? 'canary',
    batch: named?.batch,
    request: undefined,
    facts: { reviews: [], checks: [], mergeable: 'yes' },
    comments: [],
    checks: new Map(),
    ...more,
    pull: {
      number: 1,
      title: '',
      body: '',
      state: 'open',
      branch,
      headRepository: 'acme/network',
      head: id('b'),
      base: 'main',
      author: 'cordage[bot]',
      labels: [],
      url: '',
      draft: false,
      createdAt: Date.UTC(2026, 10, 19),
      closedAt: undefined,
      mergeCommit: undefined,
      ...more.pull,
    },
  };
};

export const branchAt = (version: string, more: Partial<BranchFacts> = {}): BranchFacts => ({
  head: id('b'),
  person: undefined,
  recorded: { tagCommit: id('e'), assets: [{ name: asset(version).name, sha256: asset(version).sha256 }] },
  changes: [],
  ...more,
});

export type Given = {
  /** Version of trade by node; the ring is canary for names that begin with c. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly releases: readonly Release[];
  readonly pulls?: readonly OwnPull[];
  readonly branches?: Readonly<Record<string, BranchFacts>> | undefined;
  readonly prospect?: Partial<Prospect>;
  /** Rings as YAML, one a line. */
  readonly rings?: string;
} & Partial<Pick<Snapshot, 'baseChecks' | 'withdrawn' | 'decisions' | 'verdicts' | 'now' | 'restores' | 'people'>>;

export const NOW = Date.UTC(2026, 10, 20);

const configWith = (rings: string): string => `network: test
artifacts:
  trade: {kind: cordapp, image: r.example/trade, releases: acme/trade}
nodes: nodes/*/kustomization.yaml
rules: {evidence: [{what: drain, reason: test}]}
rings:
${rings.replace(/^/gm, '  ')}
`;

const RINGS = '- {name: canary, nodes: {names: c*}}\n- {name: all}';

/** Nodes with versions of trade. */
export const networkOf = (nodes: Given['nodes']): Network => {
  const { network } = given({ nodes, releases: [] });
  if (!network) throw new Error('not a network');
  return network;
};

/** The world of a network as `observe` would read it. */
export const given = ({ nodes, pulls = [], branches = {}, prospect, rings = RINGS, ...more }: Given): Snapshot => {
  const parsed = parseConfig(CONFIG_FILE, encode(configWith(rings)));
  if (!parsed.config) throw new Error(JSON.stringify(parsed.problems));
  const texts = Object.entries(nodes).map(([node, version]) => [
    `nodes/${node}/kustomization.yaml`,
    overlay(version),
  ]) satisfies readonly (readonly string[])[];
  const files: Readonly<Record<string, string>> = Object.fromEntries(texts);
  const network = buildNetwork({
    config: parsed.config,
    configFile: CONFIG_FILE,
    entries: listEntries(files),
    manifests: readManifests(files),
  });
  const { releases: listed, ...rest } = more;
  const { decisions = NO_DECISIONS, now = NOW } = rest;
  const releases = parsed.config.artifacts.map((artifact) => ({
    artifact,
    ...selectReleases(artifact, listed),
    problem: undefined,
  }));
  const rollouts = listRollouts(network, releases, decisions);
  const prospects = draftRollouts(network, rollouts, decisions, now).map((draft): Prospect => {
    const { version } = draft.rollout;
    return {
      draft,
      tagCommit: id('e'),
      assets: [asset(version)],
      assetProblems: [],
      files: new Map(
        Object.entries(files).map(([path, text]) => [path, { blob: blobId(encode(text)), bytes: encode(text) }]),
      ),
      pulls: pulls.map(({ pull }) => pull).filter(({ branch }) => branch === draft.front?.branch),
      foreign: undefined,
      ...prospect,
    };
  });
  return {
    now,
    repository: 'acme/network',
    base: { branch: 'main', commit: id('a') },
    config: { file: CONFIG_FILE, problems: [], commit: id('c'), checks: new Map() },
    network,
    baseChecks: new Map(),
    jars: new Map(),
    parameters: network.policy.parameters,
    parameterProblems: [],
    prospects,
    ownPulls: pulls,
    configPulls: [],
    personPulls: [],
    otherPulls: [],
    restores: [],
    decisions,
    journalProblems: [],
    comments: [],
    replies: [],
    people: new Map(),
    merging: { methods: ['merge'], queue: false, requiredChecks: [] },
    refusals: new Map(),
    mute: new Set(),
    verdicts: new Map(),
    refreshes: [],
    drift: undefined,
    driftIssues: undefined,
    deployments: new Map(),
    self: 'cordage[bot]',
    branches: new Map(Object.entries(branches)),
    withdrawn: new Set(),
    ...rest,
    releases,
  };
};
