/**
 * An Argo CD Application as far as a verdict and drift need it: made from the API server's object when it is parsed, so
 * that 5,000 of them fit where 5 MB are. Field names are the CRD's where they mean the same (argo-cd
 * pkg/apis/application/v1alpha1/types.go). Times in milliseconds; texts are from outside, cut, and not yet escaped.
 */
export type ArgoApplication = ApplicationRef & {
  /** What names its node: its own name, or the label or annotation that `cordage.yaml` chose; undefined without one. */
  readonly called: string | undefined;
  readonly project: string;
  /** Its sources in order, those that are only referred to as well; `target` is a branch, a tag or a commit. */
  readonly sources: readonly { readonly repoUrl: string; readonly target: string }[];
  /** Where it deploys to: the name or the address of the cluster, for sync windows. */
  readonly destination: { readonly cluster: string; readonly namespace: string };
  readonly autoSync: boolean;
  readonly selfHeal: boolean;
  /** `argocd.argoproj.io/skip-reconcile`: its status stands still. */
  readonly skipReconcile: boolean;
  /** Name of the ApplicationSet that made it. */
  readonly applicationSet: string | undefined;
  readonly deleting: boolean;
  /** `status.sync.comparedTo` is the present spec; otherwise the status is of an older one. */
  readonly comparedToSpec: boolean;
  readonly sync: 'Synced' | 'OutOfSync' | 'Unknown';
  /** As the status has them, one for each source; may be a branch's name while not Synced. */
  readonly revisions: readonly string[];
  readonly health: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Missing' | 'Unknown';
  readonly healthSince: number | undefined;
  /** From 3.6 "caused by ..."; empty before. */
  readonly healthMessage: string;
  /** The first few resources that are not Healthy, where the controller persists their health. */
  readonly unwell: readonly ResourceNote[];
  /** The first few resources that are OutOfSync. */
  readonly outOfSync: readonly string[];
  /** `operation` is set: one is requested or runs. */
  readonly operationRequested: boolean;
  readonly operation: ArgoOperation | undefined;
  /** What was synced last as a whole and successfully, one for each source: the newest entry of `status.history`. */
  readonly synced: readonly string[];
  readonly reconciledAt: number | undefined;
  /**
   * Conditions that are errors: ComparisonError, InvalidSpecError, SyncError, UnknownError, DeletionError. `since`: its
   * `lastTransitionTime`, which stays for as long as the message does.
   */
  readonly errors: readonly { readonly type: string; readonly message: string; readonly since?: number | undefined }[];
  /** Images of the pods that run, `status.summary.images`; empty without pods. */
  readonly images: readonly string[];
  /** A refresh annotation is there: Argo CD has not begun with it. */
  readonly refreshRequested: boolean;
  /** Of the source hydrator: the commit of the dry source that was looked at last, and what it became. */
  readonly hydrated:
    | { readonly drySha: string; readonly lastComparedDry: string | undefined; readonly hydratedSha: string }
    | undefined;
};

/** Enough to find it again. `instance` is its name in `cordage.yaml`. */
export type ApplicationRef = { readonly instance: string; readonly namespace: string; readonly name: string };

/** `StatefulSet/corda`, and what is said of it. */
export type ResourceNote = { readonly resource: string; readonly message: string };

/** `status.operationState`. */
export type ArgoOperation = {
  readonly phase: 'Running' | 'Terminating' | 'Succeeded' | 'Failed' | 'Error';
  readonly startedAt: number;
  /** Set while it is Running, too, between two attempts. */
  readonly finishedAt: number | undefined;
  readonly retryCount: number;
  readonly message: string;
  /** What it syncs to, one for each source. */
  readonly revisions: readonly string[];
  /** Selected resources only, as self-heal does. */
  readonly partial: boolean;
  /** The first few of those. */
  readonly selected: readonly string[];
  readonly by: string;
  /** Hooks that run or failed. */
  readonly hooks: readonly (ResourceNote & { readonly phase: 'Running' | 'Failed' | 'Error' | 'Terminating' })[];
  /** The first few hooks of this attempt that succeeded, while it runs; undefined without one. */
  readonly done?: readonly string[] | undefined;
  /** The first few resources that would not sync. */
  readonly failures: readonly ResourceNote[];
};

/** `AppProject.spec.syncWindows[]`, as written. */
export type SyncWindow = {
  readonly kind: 'allow' | 'deny';
  /** Cron, five fields. */
  readonly schedule: string;
  /** A Go duration: `1h30m`. */
  readonly duration: string;
  readonly timeZone: string;
  readonly applications: readonly string[];
  readonly namespaces: readonly string[];
  readonly clusters: readonly string[];
  readonly manualSync: boolean;
  /** All of applications, namespaces and clusters must match, not one of them. */
  readonly andOperator: boolean;
};

/** What the API servers of one Argo CD showed last. */
export type InstanceView = {
  readonly name: string;
  /** Address of its pages, without a slash at its end. */
  readonly url: string | undefined;
  /** `reading`: its first list is not complete. `away`: it cannot be reached, and all of it is old news. */
  readonly state: 'reading' | 'watched' | 'away';
  /** When it was heard of last: any byte of its watch; undefined when never. Milliseconds. */
  readonly heardAt: number | undefined;
  /** Why it is away, in words of ours that stay the same for as long as it does. */
  readonly why: string | undefined;
  /** It refused to be asked for a refresh. */
  readonly readOnly: boolean;
  readonly applications: readonly ArgoApplication[];
  /** Sync windows by AppProject; a project that may not be read is missing. */
  readonly windows: ReadonlyMap<string, readonly SyncWindow[]>;
};
