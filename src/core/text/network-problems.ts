import { errorAt, warningAt, type Place, type Problem } from '../problem.ts';
import { listNames, plural } from './count.ts';
import { findNearest } from './nearest.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about nodes, rings, and which files and pins concern which nodes. */

const list = (names: readonly string[]): string => printable(listNames(names, 3));

export const globWithoutNode = (at: Place, glob: string): Problem =>
  errorAt(
    'node-glob-empty',
    at,
    `the glob ${quoted(glob)} matches no YAML file, so it gives no node`,
    'write one that ends in a file, such as nodes/*/kustomization.yaml',
  );

export const nodeName = (at: Place, name: string): Problem =>
  errorAt(
    'node-name',
    at,
    `${quoted(name)} is not a name for a node: letters, digits, ".", "_" and "-", at most 253 of them`,
    'rename the folder, the file or the Application',
  );

export const nodeTwice = (at: Place, name: string, file: string): Problem =>
  errorAt(
    'node-twice',
    at,
    `there are two nodes ${quoted(name)}: the other is ${printable(file)}`,
    'rename one, or narrow the globs under "nodes" in cordage.yaml',
  );

export const nodeInNoRing = (at: Place, node: string): Problem =>
  errorAt(
    'node-in-no-ring',
    at,
    `node ${quoted(node)} is in no ring, so no rollout would reach it`,
    'give it the label of a ring, or add a last ring without "nodes", which takes the rest',
  );

export const nodeInRings = (at: Place, node: string, rings: readonly string[]): Problem =>
  errorAt(
    'node-in-rings',
    at,
    `node ${quoted(node)} is in ${rings.length} rings: ${listNames(rings)}`,
    'let one of them choose it; until then no rollout moves it',
  );

export const ringEmpty = (at: Place, ring: string): Problem =>
  warningAt('ring-empty', at, `ring "${ring}" has no nodes`, 'correct what it chooses, or take it out');

export const choiceOfNothing = (at: Place, ring: string, choice: string, nodes: Iterable<string>): Problem => {
  const near = findNearest(choice, nodes);
  return warningAt(
    'ring-choice-empty',
    at,
    `ring "${ring}" chooses ${quoted(choice)}, and no node is called or filed so`,
    near === undefined ? 'correct it, or take it out' : `did you mean "${printable(near)}"?`,
  );
};

export const referenceMissing = (at: Place, path: string): Problem =>
  errorAt(
    'reference-missing',
    at,
    `${quoted(path)} does not exist in this commit`,
    'correct the path, or add what it names',
  );

export const folderWithoutKustomization = (at: Place, path: string): Problem =>
  errorAt(
    'reference-no-kustomization',
    at,
    `the folder ${quoted(path)} has no kustomization.yaml`,
    'add one, or refer to a file in it',
  );

export const referenceCycle = (at: Place, path: string): Problem =>
  errorAt('reference-cycle', at, `${quoted(path)} leads back to this file`, 'take one of the references out');

export const referenceTooDeep = (at: Place, limit: number): Problem =>
  errorAt('reference-too-deep', at, `more than ${limit} files refer to one another in a row`, 'flatten the bases');

export const valuesMissing = (at: Place, path: string): Problem =>
  warningAt(
    'values-missing',
    at,
    `the values file ${quoted(path)} of this Application does not exist in this commit`,
    'correct the path, or add the file',
  );

export const fileUnread = (at: Place): Problem =>
  errorAt(
    'file-unread',
    at,
    'a node reads this file, and it is too large for Cordage',
    'split it, or move what is generated into a chart',
  );

export const pinOfSeveral = (at: Place, artifacts: readonly string[]): Problem =>
  errorAt(
    'pin-ambiguous',
    at,
    `this is a version of ${artifacts.length} artifacts: ${listNames(artifacts)}`,
    'let one artifact have this image or URL in cordage.yaml, or put "# cordage: <artifact>" behind it',
  );

export const unknownArtifact = (at: Place, artifact: string, artifacts: readonly string[]): Problem => {
  const near = findNearest(artifact, artifacts);
  return errorAt(
    'marker-unknown',
    at,
    `the mark names the artifact ${quoted(artifact)}, which cordage.yaml does not have`,
    near === undefined ? `add it to cordage.yaml, or name one of ${listNames(artifacts)}` : `did you mean "${near}"?`,
  );
};

export const markerUnread = (at: Place, artifact: string): Problem =>
  warningAt(
    'marker-unread',
    at,
    `the mark for ${quoted(artifact)} stands in a file that no node reads, so its version never moves`,
    'refer to the file from the nodes that it concerns, or take the mark away',
  );

export const artifactWithoutPin = (at: Place, artifact: string): Problem =>
  warningAt(
    'artifact-no-pin',
    at,
    `no node says a version of artifact "${artifact}"`,
    'check its image and jar against the manifests, or take it out',
  );

export const nodesWithoutPin = (at: Place, nodes: readonly string[]): Problem =>
  warningAt(
    'node-no-pin',
    at,
    `${plural(nodes.length, 'node')} of "nodes" ${nodes.length === 1 ? 'says' : 'say'} no version of any artifact: ${list(nodes)}`,
    'add their images to the artifacts, mark their versions with "# cordage: <artifact>", or narrow the globs',
  );

/** @param ring undefined where the nodes asked for are no whole ring */
export const pinShared = (
  at: Place,
  artifact: string,
  ring: string | undefined,
  outside: readonly string[],
): Problem => {
  const where = ring === undefined ? 'outside those that are to move now' : `outside ring ${ring}`;
  return errorAt(
    'pin-shared',
    at,
    `the pin of "${artifact}" also reaches ${plural(outside.length, 'node')} ${where} (${printable(at.file)} is read by ${list(outside)})`,
    ring === undefined
      ? 'give the nodes that are to move an entry of their own, or move all of them at once'
      : `give ${ring} an entry of its own, such as images in a kustomization, or put these nodes in one ring`,
  );
};
