import type { Place } from '../problem.ts';

/**
 * `cordage.yaml`, checked and with every default filled in. `schema.ts` is the one source of its shape;
 * this is what the rest of the core works with.
 */
export type Config = {
  readonly network: string;
  readonly artifacts: readonly Artifact[];
  /** Globs relative to the root of the repository; each match is a node. */
  readonly nodes: readonly string[];
  /** In order; at most the last has no selector and takes the rest. */
  readonly rings: readonly RingConfig[];
  /** By minor release of Corda (`4.15`): for releases newer than Cordage's own table. */
  readonly platformVersions: ReadonlyMap<string, number>;
  readonly policy: Policy;
  /** Where `nodes`, `networkParameters`, `artifacts.<name>` and `rings.<name>` stand, for what only the network shows. */
  readonly places?: ReadonlyMap<string, Place>;
};

type ArtifactKind = 'corda' | 'cordapp' | 'cenm' | 'image';

export type Artifact = {
  readonly name: string;
  readonly kind: ArtifactKind;
  /** Image names without tag that carry this artifact's version. */
  readonly images: readonly string[];
  /** How a version becomes an image tag: `{version}-zulu-openjdk-alpine`. Without it the tag's flavour stays as it is. */
  readonly tag: string | undefined;
  /** URL template of the CorDapp's JAR: `https://…/v{version}/trade-{version}.jar`. */
  readonly jars: readonly string[];
  readonly releases: ReleaseSource | undefined;
};

export type ReleaseSource = {
  /** `owner/name` on the same GitHub. */
  readonly repository: string;
  /** Tag template, `{version}` once: `v{version}`, `trade-v{version}`. */
  readonly tag: string;
  /** Globs of the asset names that are this artifact's JARs. */
  readonly assets: readonly string[];
  /** Whether a prerelease is proposed like a release. */
  readonly prereleases: 'ignore' | 'propose';
  /** What makes one release newer than another: semantic version order, or date of publication. */
  readonly order: 'semver' | 'published';
  /**
   * What a newer release means for a rollout that has begun: it takes its place, it waits for its end, or every release
   * gets its turn, one after the other.
   */
  readonly during: 'supersede' | 'finish' | 'queue';
};

/** Roles of a person in a repository, weakest first, as GitHub orders them. */
export const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Any one of these suffices. */
export type Who = {
  /** This role in the manifests repository, or a higher one. */
  readonly role: Role | undefined;
  /** Logins. */
  readonly users: readonly string[];
  /** Slugs of teams in the organization that owns the manifests repository. */
  readonly teams: readonly string[];
  /** Owners of the nodes that are concerned, of every one of them. */
  readonly owners: boolean;
};

/** What may be allowed. `network` pauses and resumes everything; `ask` is plan, status and help. */
export const PERMISSIONS = [
  'rollout',
  'start',
  'approve',
  'pause',
  'network',
  'abort',
  'retry',
  'rollback',
  'hold',
  'override',
  'ask',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Times at which nothing merges. `zone` is an IANA name; times are wall clock times there. */
export type Freeze = {
  readonly name: string | undefined;
  readonly zone: string;
  /** Names; undefined: all rings. */
  readonly rings: readonly string[] | undefined;
  readonly window: FreezeWindow;
};

export type FreezeWindow =
  /** Minutes after midnight; `to` at or before `from` is on the next day. */
  | { readonly kind: 'daily'; readonly from: number; readonly to: number }
  /** Days 1 (Monday) to 7, minutes after midnight. */
  | {
      readonly kind: 'weekly';
      readonly from: { readonly day: number; readonly minute: number };
      readonly to: { readonly day: number; readonly minute: number };
    }
  /** Wall clock, `2026-12-20T18:00`. */
  | { readonly kind: 'once'; readonly from: string; readonly to: string };

/** What holds for the whole network. Durations in milliseconds. */
export type Policy = {
  readonly freezes: readonly Freeze[];
  /** How long a person is waited for before the wait is overdue. */
  readonly patience: number;
  /** How long the owner of a laggard has to bring it back. */
  readonly quarantine: number;
  readonly permissions: Readonly<Record<Permission, Who>>;
  /** The node label whose value is the owner: a login or a team's slug. */
  readonly ownerLabel: string | undefined;
  /** Whether several rollouts may be under way in one ring. */
  readonly concurrent: boolean;
  readonly argocd: ArgoConfig;
  readonly disclosure: Disclosure;
  readonly parameters: NetworkParameters;
  readonly rules: RulesConfig;
};

/** The network parameters of the Corda network, as far as rules need them; undefined is not known. Durations in milliseconds. */
export type NetworkParameters = {
  readonly minimumPlatformVersion: number | undefined;
  /** How long a node may be away before it is dropped from the network map. */
  readonly eventHorizon: number | undefined;
  readonly recoveryMaximumBackupInterval: number | undefined;
  readonly confidentialIdentityMinimumBackupInterval: number | undefined;
  /** Fingerprints of the keys that own a Java package, as `cordage inspect` prints them, by package. */
  readonly packageOwnership: ReadonlyMap<string, readonly string[]>;
  /** An update that is advertised; `deadline` in milliseconds since the epoch. */
  readonly update: { readonly minimumPlatformVersion: number | undefined; readonly deadline: number } | undefined;
  /** Address of the Network Map, which is asked for what is not declared here; without a slash at its end. */
  readonly networkMap: string | undefined;
};

/** Of a network that nothing is known of. */
export const NO_PARAMETERS: NetworkParameters = {
  minimumPlatformVersion: undefined,
  eventHorizon: undefined,
  recoveryMaximumBackupInterval: undefined,
  confidentialIdentityMinimumBackupInterval: undefined,
  packageOwnership: new Map(),
  update: undefined,
  networkMap: undefined,
};

/** What people may vouch for, where no file can show it. `validation` is the Transaction Validator Utility. */
export const EVIDENCE = ['drain', 'backup', 'migration', 'validation', 'legacy-contracts', 'constraints'] as const;
export type EvidenceKind = (typeof EVIDENCE)[number];

/** Somebody's word in `cordage.yaml`, reviewed like any change to it. */
export type Evidence = {
  readonly what: EvidenceKind;
  /** What it speaks of: an artifact, a version of it (`trade@1.4.0`), or a minor release of Corda (`4.12`); undefined: all. */
  readonly subject: string | undefined;
  /** Globs over node names; none: all nodes. */
  readonly nodes: readonly string[];
  /** The last moment it holds; undefined: for good. */
  readonly until: number | undefined;
  readonly reason: string;
};

/** A rule that is not to stop anything, until a day. */
export type StandingOverride = { readonly rule: string; readonly until: number; readonly reason: string };

export type RulesConfig = {
  /** Globs over names of rings whose nodes run in devMode. */
  readonly development: readonly string[];
  /** Globs over names of nodes that are notaries. */
  readonly notaries: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly overrides: readonly StandingOverride[];
};

/** A number of nodes, or a share of the ring. */
export type Share = { readonly count: number } | { readonly percent: number };

export type Selector = {
  /** Globs over paths of node files. */
  readonly glob: readonly string[];
  /** Globs over node names. */
  readonly names: readonly string[];
  /** All must be equal. */
  readonly labels: Readonly<Record<string, string>>;
  /** Share of the nodes that no other selector takes; a stable choice by hash of the name. */
  readonly percent: number | undefined;
};

export type RingConfig = {
  readonly name: string;
  /** Undefined: all nodes that no other ring takes. */
  readonly nodes: Selector | undefined;
  /** Milliseconds. */
  readonly soak: number;
  readonly batch: Share | undefined;
  readonly maxUnhealthy: Share;
  /** Whether its pull request opens by itself when its turn comes, or on a person's word. */
  readonly opens: 'automatic' | 'manual';
  /** Whether it merges by itself when its gates are open, or needs a grant besides. */
  readonly merges: 'automatic' | 'manual';
  /** Approvals of the judged head that it needs, the requester's own not counted. */
  readonly approvals: number;
  /** Names of checks and statuses that must have succeeded, besides those that branch protection requires. */
  readonly checks: readonly string[];
  /** Milliseconds that a node may take to become live after the merge. */
  readonly liveWithin: number;
  /** Where it is stricter or laxer than the network. */
  readonly permissions: Partial<Readonly<Record<Permission, Who>>>;
};

/** Where Argo CD is, and how its Applications are found. Durations in milliseconds. */
export type ArgoConfig = {
  readonly instances: readonly ArgoInstance[];
  /** How an Application names its node. In a template `{node}` stands for the name. */
  readonly node:
    | { readonly by: 'name'; readonly template: string }
    | { readonly by: 'label' | 'annotation'; readonly key: string };
  /** How long Healthy must have stood before it is believed. */
  readonly settle: number;
  /** Whether Cordage may ask for a refresh. */
  readonly refresh: boolean;
  /** Where drift is told besides `cordage status`. */
  readonly drift: 'status' | 'issue';
};

/** One Argo CD: an API server, and the namespaces in which it has Applications. */
export type ArgoInstance = {
  readonly name: string;
  /** Of the kubeconfig that the server was given; undefined: its current one, or the cluster that Cordage runs in. */
  readonly context: string | undefined;
  readonly namespaces: readonly string[];
  /** Label selector, as kubectl takes it. */
  readonly selector: string | undefined;
  /** Address of its pages, for links; without a slash at its end. */
  readonly url: string | undefined;
};

/** What is shown of nodes on GitHub: their names, or how many they are. */
export type Disclosure = 'names' | 'counts';

/** At the root of the manifests repository. */
export const CONFIG_FILE = 'cordage.yaml';
