import type { ApplicationRef, ArgoApplication, InstanceView } from '../argo/application.ts';
import { NO_DECISIONS, type Decisions, type RolloutRecord } from '../journal/decisions.ts';
import type { Network } from '../network/network.ts';
import { givenConfig, givenNetwork, overlay } from '../network/network.test-data.ts';
import { findDrift } from './find.ts';
import type { Drift } from './drift.ts';
import { NO_SUSPECTS, type Suspects } from './suspects.ts';

export const NOW = Date.UTC(2026, 10, 22, 14);
export const MINUTE = 60_000;
export const GRACE = 5 * MINUTE;

/** A node's Application, all well and last synced a day ago. */
export const application = (name: string, more: Partial<ArgoApplication> = {}): ArgoApplication => ({
  instance: 'tokyo',
  namespace: 'argocd',
  name,
  called: name,
  project: 'default',
  sources: [],
  destination: { cluster: 'in-cluster', namespace: name },
  autoSync: true,
  selfHeal: true,
  skipReconcile: false,
  applicationSet: undefined,
  deleting: false,
  comparedToSpec: true,
  sync: 'Synced',
  revisions: [],
  health: 'Healthy',
  healthSince: NOW - 24 * 60 * MINUTE,
  healthMessage: '',
  unwell: [],
  synced: [],
  outOfSync: [],
  operationRequested: false,
  operation: operation(),
  reconciledAt: NOW,
  errors: [],
  images: [],
  refreshRequested: false,
  hydrated: undefined,
  ...more,
});

type Operation = NonNullable<ArgoApplication['operation']>;

export const operation = (more: Partial<Operation> = {}): Operation => ({
  phase: 'Succeeded',
  startedAt: NOW - 24 * 60 * MINUTE,
  finishedAt: NOW - 24 * 60 * MINUTE,
  retryCount: 0,
  message: '',
  revisions: [],
  partial: false,
  selected: [],
  by: 'automated',
  hooks: [],
  failures: [],
  ...more,
});

export const view = (name: string, more: Partial<InstanceView> = {}): InstanceView => ({
  name,
  url: undefined,
  state: 'watched',
  heardAt: NOW - 1000,
  why: undefined,
  readOnly: false,
  applications: [],
  windows: new Map(),
  ...more,
});

/** Nodes with their version of trade; those that begin with c are of ring canary, with z of none, others of all. */
export const networkOf = (nodes: Readonly<Record<string, string>>): Network =>
  givenNetwork(
    Object.fromEntries(
      Object.entries(nodes).map(([node, version]) => [`nodes/${node}/kustomization.yaml`, overlay(version)]),
    ),
    givenConfig('- {name: canary, nodes: {names: c*}}\n- {name: all, nodes: {names: [a*, b*, p*]}, liveWithin: 20m}'),
  );

/** Of a rollout of trade; `passed` are rings and when. */
export const rolloutOf = (version: string, more: Partial<RolloutRecord> = {}): RolloutRecord => ({
  id: `trade@${version}`,
  grants: [],
  overrides: [],
  merged: [],
  passed: [],
  ...more,
});

export const passed = (ring: string, at: number): RolloutRecord['passed'][number] => ({
  ring,
  at,
  nodes: 1,
  laggards: [],
});

export const decisionsOf = (records: readonly RolloutRecord[], more: Partial<Decisions> = {}): Decisions => ({
  ...NO_DECISIONS,
  rollouts: Object.fromEntries(records.map((record) => [record.id, record])),
  ...more,
});

type Given = {
  readonly nodes: Readonly<Record<string, string>>;
  readonly applications?: readonly ArgoApplication[];
  readonly strangers?: readonly ApplicationRef[];
  readonly views?: readonly InstanceView[];
  readonly decisions?: Decisions;
  readonly busy?: readonly string[];
  readonly suspects?: Partial<Suspects>;
};

/** The drift of a network whose Applications are called like their nodes. */
export const driftOf = (given: Given): Drift => {
  const { nodes, applications = Object.keys(nodes).map((node) => application(node)), views = [view('tokyo')] } = given;
  return findDrift({
    network: networkOf(nodes),
    views,
    matched: { byNode: Map.groupBy(applications, ({ called }) => called ?? ''), strangers: given.strangers ?? [] },
    decisions: given.decisions ?? NO_DECISIONS,
    busy: new Set(given.busy),
    suspects: { ...NO_SUSPECTS, ...given.suspects },
    now: NOW,
    grace: GRACE,
  });
};
