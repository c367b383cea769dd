import type { InspectedAsset } from '../release/release.ts';
import type { PullView } from './pull-view.ts';

const SHA256 = '9f2c'.repeat(16);

export const JAR: InspectedAsset = {
  id: 9,
  name: 'trade-1.4.0.jar',
  size: 1_234_567,
  updatedAt: Date.UTC(2026, 10, 22, 13, 57),
  sha256: SHA256,
  facts: {
    sha256: SHA256,
    size: 1_234_567,
    manifestSeen: true,
    contract: { name: 'Trade Contract', version: 8, vendor: 'Acme', licence: 'Apache-2.0' },
    workflow: { name: 'Trade Flows', version: 13, vendor: 'Acme', licence: 'Apache-2.0' },
    legacy: undefined,
    minimumPlatformVersion: 13,
    targetPlatformVersion: 13,
    signers: [{ subject: 'CN=Release, O=Acme, C=GB', fingerprint: 'AB'.repeat(32), development: false }],
    code: undefined,
    problems: [],
  },
};

export const nodeNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `party-${String(index + 1).padStart(4, '0')}`);

/** The network of DESIGN's example: 3,000 nodes in three rings, a release for the first. */
export const VIEW: PullView & { readonly release: NonNullable<PullView['release']> } = {
  artifact: 'trade',
  version: '1.4.0',
  ring: 'canary',
  batch: undefined,
  line: undefined,
  release: {
    repository: 'acme/trade-cordapp',
    tag: 'v1.4.0',
    url: 'https://github.com/acme/trade-cordapp/releases/tag/v1.4.0',
    publishedAt: Date.UTC(2026, 10, 22, 13, 58),
    notes: "## What's Changed\n* Settle on T+1 by @alice in #57, fixes #12\n",
  },
  asked: undefined,
  goOn: { approvals: 1, merges: 'manual' },
  rules: {
    findings: [],
    passed: 17,
    rollback: {
      kind: 'after-drain',
      reason: 'flows of this JAR must have ended before the former one comes back',
      source: { document: 'corda/corda release/os/4.12', section: 'CheckpointVerifier.kt' },
    },
  },
  rings: [
    { name: 'canary', nodes: 12, from: [{ version: '1.3.2', nodes: 12 }], batches: undefined, state: { kind: 'here' } },
    {
      name: 'early',
      nodes: 118,
      from: [
        { version: '1.3.2', nodes: 117 },
        { version: '1.3.1', nodes: 1 },
      ],
      batches: undefined,
      state: { kind: 'later', after: 'canary', soak: 30 * 60_000, byHand: false },
    },
    {
      name: 'all',
      nodes: 2870,
      from: [
        { version: '1.3.2', nodes: 2861 },
        { version: '1.2.9', nodes: 9 },
      ],
      batches: { count: 15, size: 200 },
      state: { kind: 'later', after: 'early', soak: 2 * 3_600_000, byHand: false },
    },
  ],
  moves: nodeNames(12).map((node) => ({ node, from: '1.3.2' })),
  leftOut: [
    { node: 'notary-01', reason: { kind: 'does-not-run' } },
    ...nodeNames(7).map((node) => ({ node: `new-${node}`, reason: { kind: 'already', version: '1.4.0' } as const })),
  ],
  pins: 12,
  files: 12,
  jars: [JAR],
  problems: [
    {
      code: 'pin-digest-dropped',
      severity: 'warning',
      message: 'the digest of "trade" was left out, because its registry was not asked',
      remedy: 'pin the digest by hand where you need it',
      at: { file: 'nodes/party-0003/kustomization.yaml', line: 14, column: 5 },
    },
  ],
  marker: {
    artifact: 'trade',
    version: '1.4.0',
    ring: 'canary',
    nodes: 12,
    plan: '5f1c09ab',
    release: { id: 7, tag: 'v1.4.0', commit: 'a5c3785ed8d6a35868bc169f07e40e889087fd2e' },
    assets: [{ name: JAR.name, id: JAR.id, size: JAR.size, updatedAt: JAR.updatedAt, sha256: SHA256 }],
  },
};
