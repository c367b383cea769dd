import type { Problem } from '../problem.ts';
import * as say from '../text/manifest-problems.ts';
import { readApplication } from './applications.ts';
import { decodeManifest } from './decode.ts';
import { listMarks } from './formats/marker.ts';
import { mayHaveHooks, readHook } from './hooks.ts';
import type { Candidate, Manifest, Scalar } from './manifest.ts';
import { scalarOf } from './manifest.ts';
import { parseForest } from './parse.ts';
import { locateIn } from './place.ts';
import { mayHaveWorkloads, readWorkload } from './read-workload.ts';
import { listReferences } from './references.ts';
import type { Ground } from './spot.ts';
import type { Tree } from './tree.ts';
import { itemsAt, mapAt, textAt, textsOf } from './tree.ts';
import type { Walk } from './walk.ts';
import { walkTree } from './walk.ts';

const NOTHING: Manifest = {
  candidates: [],
  references: [],
  labels: {},
  applications: [],
  hooks: [],
  workloads: [],
  problems: [],
};

/**
 * What a YAML file says, as far as Cordage is concerned. Depends on the file's name and bytes only, so it may be cached by
 * blob. A file that cannot be read safely gives problems and nothing else.
 */
export const readManifest = (path: string, bytes: Uint8Array): Manifest => {
  const decoded = decodeManifest(path, bytes);
  if (!decoded.ok) return { ...NOTHING, problems: decoded.problems };
  const text = decoded.value;
  if (!isInteresting(path, text)) return NOTHING;
  const locate = locateIn(text);
  const placeOf = (offset: number) => ({ file: path, ...locate(offset) });
  const forest = parseForest(text, { offsetOf: (offset) => offset, placeOf });
  if (!forest.ok) return { ...NOTHING, problems: forest.problems };
  const walk: Walk = { text, placeOf, candidates: [], problems: [], steps: 0 };
  const roots = forest.value.roots.map((tree, index) => ({ tree, index, ground: groundOf(path, tree) }));
  for (const { tree, index, ground } of roots) walkTree(walk, tree, ground, [index]);
  const on = (ground: Ground) => roots.filter((root) => root.ground === ground);
  const hooks = mayHaveHooks(text) ? on('object').map(({ tree }) => readHook(tree, placeOf)) : [];
  return {
    candidates: settleMarks(walk.candidates).toSorted((one, other) => startOf(one) - startOf(other)),
    references: on('kustomization').flatMap(({ tree }) => listReferences(tree, locate)),
    labels: Object.assign(
      {},
      ...on('kustomization').map(({ tree }) => readKustomizeLabels(tree)),
      ...on('values').map(({ tree }) => readLabels(tree)),
    ),
    applications: on('application').flatMap(({ tree, index }) => readApplication(tree, [index])),
    hooks: hooks.flatMap((read) => read.hooks),
    workloads: mayHaveWorkloads(text) ? on('object').flatMap(({ tree }) => readWorkload(tree) ?? []) : [],
    problems: [
      ...walk.problems,
      ...hooks.flatMap((read) => read.problems),
      ...findLoneMarks(walk),
      ...findNumbers(walk),
    ],
  };
};

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

/**
 * A look at the text that spares parsing it. Files of Go templates under a chart's `templates/` are no YAML yet:
 * what they say is in the values.
 */
const isInteresting = (path: string, text: string): boolean => {
  if (/(?:^|\/)templates\//.test(path) && text.includes('{{')) return false;
  return (
    KUSTOMIZATION.test(path) ||
    /image|tag|digest|\.jar|cordage:|cordage\.io\/(?:hook|budget)|cordaVersion|StatefulSet|Deployment|argoproj\.io|kustomize\.config/i.test(
      text,
    ) ||
    /^["']?(?:labels|commonLabels)["']?[ \t]*:/m.test(text)
  );
};

const groundOf = (path: string, root: Tree): Ground => {
  const version = textAt(root, 'apiVersion') ?? '';
  const kind = textAt(root, 'kind');
  if (KUSTOMIZATION.test(path) || version.startsWith('kustomize.config.k8s.io/')) return 'kustomization';
  if (version.startsWith('argoproj.io/') && (kind === 'Application' || kind === 'ApplicationSet')) return 'application';
  return version !== '' && kind !== undefined ? 'object' : 'values';
};

const readLabels = (root: Tree): Readonly<Record<string, string>> => ({
  ...textsOf(mapAt(root, 'commonLabels')),
  ...textsOf(mapAt(root, 'labels')),
});

const readKustomizeLabels = (root: Tree): Readonly<Record<string, string>> =>
  Object.assign(readLabels(root), ...itemsAt(root, 'labels').map((item) => textsOf(mapAt(item, 'pairs'))));

const startOf = (candidate: Candidate): number => scalarOf(candidate)?.start ?? 0;

const pathsOf = (candidate: Candidate): readonly string[] => {
  const scalars: readonly (Scalar | undefined)[] =
    candidate.kind === 'image'
      ? [candidate.tag, candidate.digest]
      : candidate.kind === 'jar'
        ? [candidate.url, candidate.sha256]
        : [candidate.scalar];
  return scalars.flatMap((scalar) => (scalar ? [JSON.stringify(scalar.path)] : []));
};

/** A mark on a value that a format knows names the artifact of that pin, so that its digest or checksum moves along. */
const settleMarks = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const marks = candidates.filter((candidate) => candidate.format === 'marker');
  if (marks.length === 0) return candidates;
  const artifacts = new Map(marks.map((mark) => [pathsOf(mark)[0], mark.artifact]));
  const known = candidates
    .filter((candidate) => candidate.format !== 'marker')
    .map((candidate) => {
      const artifact = pathsOf(candidate)
        .map((path) => artifacts.get(path))
        .find((found) => found !== undefined);
      return artifact === undefined ? candidate : { ...candidate, artifact };
    });
  const taken = new Set(known.flatMap(pathsOf));
  return [...known, ...marks.filter((mark) => !pathsOf(mark).some((path) => taken.has(path)))];
};

const findLoneMarks = ({ text, candidates, placeOf }: Walk): readonly Problem[] => {
  const lines = new Set(
    candidates
      .filter(({ format }) => format === 'marker')
      .map((mark) => (mark.kind === 'jar' ? mark.url : mark.kind === 'marker' ? mark.scalar : undefined))
      .map((scalar) => scalar && placeOf(isBlock(scalar) ? scalar.start : scalar.end).line),
  );
  return listMarks(text)
    .filter(({ offset }) => !lines.has(placeOf(offset).line))
    .map(({ offset, artifact }) => say.loneMarker(placeOf(offset), artifact));
};

const isBlock = ({ style }: Scalar): boolean => style === 'literal' || style === 'folded';

/** Versions that the tools read as another number than what is written: `1.10` is 1.1 to them. */
const findNumbers = ({ text, candidates, placeOf }: Walk): readonly Problem[] =>
  candidates.flatMap((candidate) => {
    const scalar =
      candidate.kind === 'image' ? candidate.tag : candidate.kind === 'marker' ? candidate.scalar : undefined;
    if (scalar?.style !== 'plain') return [];
    const written = text.slice(scalar.start, scalar.end);
    const differs = !/\s/.test(written) && written !== scalar.value;
    return differs ? [say.numberVersion(placeOf(scalar.start), written, scalar.value)] : [];
  });
