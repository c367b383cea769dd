import type { NamedHook } from '../argo/expectation.ts';
import type { Problem } from '../problem.ts';
import type { Workload } from './workload.ts';

/**
 * One scalar of a YAML file that may be rewritten: where its text stands and what it says.
 * `start` and `end` are UTF-16 offsets into the decoded text (quotes and block indicators included),
 * so that a splice touches nothing else.
 */
export type Scalar = {
  readonly start: number;
  readonly end: number;
  /** The value as the Kubernetes tools would read it, as a string. */
  readonly value: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** Document index, then keys and indexes from its root: `[0, 'images', 2, 'newTag']`. */
  readonly path: readonly (string | number)[];
  readonly line: number;
  readonly column: number;
};

/** The formats in which a version can be written; each has one file in `formats/`. */
export type Format =
  | 'kustomize-image'
  | 'helm-values'
  | 'pod-spec'
  | 'argo-helm'
  | 'argo-kustomize'
  | 'cordapp-jar'
  | 'marker';

/**
 * A place that may be a pin of some artifact; `core/network/pins.ts` matches it with the artifacts of `cordage.yaml`.
 * - `image`: an OCI image. `name` is without tag and digest; `alias` is the other name it goes by in this place (the one
 *   that Kustomize replaces). `tag` holds the tag or, where tag and name share one scalar (`repo:tag`), the whole
 *   reference; likewise `digest`. `bare`: the scalar holds the version alone and a chart makes the tag of it.
 * - `jar`: a CorDapp JAR by URL, with its SHA-256 where one is written beside it.
 * - `marker`: a scalar with the comment `# cordage: <artifact>`; its whole text is the version, an image reference or a tag.
 *
 * An image or a JAR that carries the comment stays what it is and names the `artifact` that the comment says.
 */
export type Candidate =
  | {
      readonly kind: 'image';
      readonly format: Format;
      readonly name: string;
      readonly alias?: string | undefined;
      readonly tag: Scalar | undefined;
      readonly digest: Scalar | undefined;
      readonly bare?: boolean;
      readonly artifact?: string;
    }
  | {
      readonly kind: 'jar';
      readonly format: Format;
      readonly url: Scalar;
      readonly sha256: Scalar | undefined;
      readonly artifact?: string;
    }
  | { readonly kind: 'marker'; readonly format: Format; readonly artifact: string; readonly scalar: Scalar };

/** A path that rendering a file reads, as written there (relative to that file's folder), with its place. */
export type Reference = {
  readonly path: string;
  /**
   * `folder-or-file`: Kustomize `resources`, `bases`. `component`: Kustomize `components`, whose `images` also change what
   * the resources beside them say. `file`: patches, values files, generators.
   */
  readonly reads: 'folder-or-file' | 'component' | 'file';
  readonly line: number;
  readonly column: number;
};

/** What an Argo CD Application in the repository says of where its manifests come from. */
export type ApplicationSource = {
  /** Folder in its repository, as written. */
  readonly path: string | undefined;
  readonly repoUrl: string;
  /** Helm values files as written: relative to `path`, from the root with a leading `/`, or `$ref/...`. */
  readonly valueFiles: readonly string[];
  /** The name other sources use to refer to this one (`$name/...`). */
  readonly ref: string | undefined;
};

export type Application = {
  readonly name: string;
  /** Where it stands in its file, as in `Scalar`: the paths of its own candidates start with it. */
  readonly path: readonly (string | number)[];
  readonly labels: Readonly<Record<string, string>>;
  readonly sources: readonly ApplicationSource[];
};

/** What one YAML file says, as far as Cordage is concerned. Depends on the file's name and bytes only, so it is cached by blob. */
export type Manifest = {
  readonly candidates: readonly Candidate[];
  readonly references: readonly Reference[];
  /** Labels the file puts on what it renders: Kustomize `labels`/`commonLabels`, Helm values `labels`/`commonLabels`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly applications: readonly Application[];
  /** Hooks that say what they do. */
  readonly hooks: readonly NamedHook[];
  /** StatefulSets and Deployments, and parts of them in patches. */
  readonly workloads: readonly Workload[];
  readonly problems: readonly Problem[];
};

/** One entry of the manifests repository's tree at a commit, as `git ls-tree` tells it. */
export type Entry = {
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
  /** Object id of the blob (or of the submodule's commit). */
  readonly blob: string;
  /** Bytes; 0 for a submodule. */
  readonly size: number;
};

/** Whether a path is one that may hold pins: YAML by its name, or a Kustomization without an ending. */
export const isManifestPath = (path: string): boolean => /\.ya?ml$/.test(path) || /(?:^|\/)Kustomization$/.test(path);

/** Where a candidate stands, for people: the tag before the digest, the URL before its checksum. */
export const scalarOf = (candidate: Candidate): Scalar | undefined => {
  if (candidate.kind === 'image') return candidate.tag ?? candidate.digest;
  return candidate.kind === 'jar' ? candidate.url : candidate.scalar;
};
