/** Why a node waits though nothing is wrong with it. `hard-refresh`: a person must ask for it; Cordage never does. */
export type WaitReason = 'window' | 'manual-sync' | 'operation' | 'refresh' | 'hard-refresh';

/**
 * How a node is with respect to one version of one artifact. `since`: since when it is so, milliseconds; it stays the same
 * for as long as the verdict does. `message` is from outside or from `core/text/argo-words.ts`, plain and not yet escaped.
 */
export type NodeVerdict = {
  readonly since: number;
  readonly message?: string | undefined;
  /** The trouble is Argo CD's own and says nothing of what was merged: it is no illness that nodes have in common. */
  readonly ofArgo?: boolean;
  /** Where Argo CD shows it. */
  readonly link?: string | undefined;
} &
  /** `unproven`: its version stands in no image, so that its pods run it Argo CD cannot show. */
  (
    | { readonly kind: 'live'; readonly unproven?: boolean }
    /** `soaking`: all is proven but that it stays so, the settle time of Argo CD's Healthy. */
    | { readonly kind: 'syncing' | 'soaking' }
    /** A hook that was named so runs; `until`: the end of its own time. */
    | { readonly kind: 'draining' | 'backing-up' | 'migrating'; readonly until: number }
    | { readonly kind: 'waiting'; readonly for: WaitReason }
    /** `failed`: the sync ended so and is not tried again. */
    | { readonly kind: 'degraded' | 'failed' }
    /** `unseen`: its Argo CD cannot be reached or is still being read, so it is nothing of the node's own. */
    | { readonly kind: 'unknown'; readonly unseen?: boolean }
  );

export type VerdictKind = NodeVerdict['kind'];

/** Best first, as counts are told. */
export const VERDICT_KINDS = [
  'live',
  'soaking',
  'syncing',
  'draining',
  'backing-up',
  'migrating',
  'waiting',
  'degraded',
  'failed',
  'unknown',
] as const satisfies readonly VerdictKind[];

/** Unwell: counts against the budget of a ring. */
export const isUnwell = ({ kind }: NodeVerdict): boolean => kind === 'degraded' || kind === 'failed';

/** Neither live nor unwell nor unknown: on its way. */
export const isOnItsWay = (verdict: NodeVerdict): boolean =>
  verdict.kind !== 'live' && verdict.kind !== 'unknown' && !isUnwell(verdict);
