import type { ApplicationRef } from '../argo/application.ts';
import type { Decision } from '../journal/entry.ts';
import type { Check } from './check.ts';
import type { MergeMethod } from './snapshot.ts';

export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'inactive';

/** A decision on its way to the journal. */
export type NewEntry = { readonly by: string; readonly decision: Decision };

/**
 * One write to GitHub or git. Each is safe to repeat or to lose: it names what it expects to find (a head, a branch
 * without a pull request), so a second try changes nothing or fails and leads to a new look.
 */
export type Action =
  | {
      readonly kind: 'push-branch';
      readonly branch: string;
      /** The head that is replaced; undefined creates the branch and fails where there is one. */
      readonly from: string | undefined;
      readonly parent: string;
      readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
      readonly message: string;
    }
  | { readonly kind: 'delete-branch'; readonly branch: string; readonly from: string }
  | {
      readonly kind: 'open-pull';
      readonly branch: string;
      readonly base: string;
      readonly title: string;
      readonly body: string;
    }
  | { readonly kind: 'update-pull'; readonly number: number; readonly title?: string; readonly body?: string }
  | { readonly kind: 'close-pull'; readonly number: number }
  | { readonly kind: 'add-labels'; readonly number: number; readonly labels: readonly string[] }
  | { readonly kind: 'create-comment'; readonly number: number; readonly body: string }
  | { readonly kind: 'edit-comment'; readonly id: number; readonly body: string }
  | { readonly kind: 'delete-comment'; readonly id: number }
  | { readonly kind: 'react'; readonly comment: number }
  /** All or none, and only on top of the journal as it was read. */
  | { readonly kind: 'append-journal'; readonly entries: readonly NewEntry[] }
  | {
      readonly kind: 'merge-pull';
      readonly number: number;
      readonly head: string;
      readonly methods: readonly MergeMethod[];
    }
  | {
      readonly kind: 'create-deployment';
      readonly commit: string;
      readonly environment: string;
      readonly task: string;
      readonly description: string;
      readonly state: DeploymentState;
    }
  | {
      readonly kind: 'set-deployment';
      readonly id: number;
      readonly state: DeploymentState;
      readonly description: string;
    }
  /** Asks Argo CD to look at these Applications again. A cluster that does not answer is asked later. */
  | {
      readonly kind: 'refresh';
      /** For which commit each is to be looked at. */
      readonly applications: readonly { readonly application: ApplicationRef; readonly commit: string }[];
    }
  | { readonly kind: 'create-issue'; readonly title: string; readonly body: string; readonly labels: readonly string[] }
  | {
      readonly kind: 'update-issue';
      readonly number: number;
      readonly title?: string;
      readonly body?: string;
      readonly state?: 'open' | 'closed';
    }
  | { readonly kind: 'put-check'; readonly commit: string; readonly check: Check };
