import type { Artifact } from '../config/config.ts';
import type { Manifest } from '../manifests/manifest.ts';
import { groupByNode, holdBack } from '../network/hold-back.ts';
import type { Network, Pin } from '../network/network.ts';
import { isError, type Problem } from '../problem.ts';
import { compareVersions } from '../release/version.ts';
import { pinShared } from '../text/network-problems.ts';
import * as say from '../text/rollback-problems.ts';
import { indexSites, type Sites } from './counterpart.ts';
import { changesByFile, type FileStep } from './file-step.ts';
import { findPast, placeOf, type FormerValue, type Past } from './former.ts';
import { findStuck, versionsOf } from './stuck.ts';
import { pinsFor, type RestoreRequest } from './wanted.ts';

/** A pin, and what it goes back to. */
export type Restored = { readonly pin: Pin; readonly to: FormerValue };

export type RestorePlan = {
  /** In the order of files and lines. All their nodes are among those asked for. */
  readonly moves: readonly Restored[];
  /** The nodes that go back, by name; a node with several versions has them all, oldest first. */
  readonly nodes: readonly { readonly node: string; readonly from: string; readonly to: string }[];
  /** The nodes asked for that stay, by name, each with the reason as plain text. */
  readonly left: readonly { readonly node: string; readonly why: string }[];
  /** Errors keep nodes from going back that should; warnings do not. */
  readonly problems: readonly Problem[];
};

/**
 * Which pins bring each of these nodes back to what it ran just before it came to the version, by the history of the files
 * that decide it. A node goes back with all its pins or not at all; one that is not on the version stays.
 * @param history of `touchedFiles`, newest first, from the commit that the network was read at
 * @param manifestOf a version of a file, as `wantedBlobs` names them; undefined for one that was not read
 */
export const planRestore = (
  network: Network,
  request: RestoreRequest,
  history: readonly FileStep[],
  manifestOf: (path: string, blob: string) => Manifest | undefined,
): RestorePlan => {
  const { version, nodes } = request;
  const artifact = network.artifacts.find(({ name }) => name === request.artifact);
  const pins = artifact ? pinsFor(network, request) : [];
  const pasts = artifact ? findPasts(pins, artifact, version, history, manifestOf) : new Map<Pin, Past>();
  const pinsOf = groupByNode(pins);
  const { left, blamed } = findStuck({ request, pinsOf, pasts, artifact });
  const due = pins.flatMap((pin): readonly Restored[] => {
    const past = pasts.get(pin);
    const isDue = pin.nodes.some((node) => nodes.has(node) && !left.has(node));
    return past?.kind === 'former' && isDue ? [{ pin, to: past.value }] : [];
  });
  const shared = holdBack(
    due.map(({ pin }) => pin),
    pinsOf,
    nodes,
    left,
    ({ file }) => say.whyShared(file),
  ).map(({ pin, outside }) => pinShared(placeOf(pin), pin.artifact, undefined, outside));
  const moves = due.filter(({ pin }) => pin.nodes.every((node) => nodes.has(node) && !left.has(node)));
  const told = tellNodes(moves, pinsOf);
  return {
    moves,
    nodes: told,
    left: [...left].map(([node, why]) => ({ node, why })).toSorted((a, b) => (a.node < b.node ? -1 : 1)),
    problems: [...blamed, ...shared, ...tellNewer(request, moves)],
  };
};

const findPasts = (
  pins: readonly Pin[],
  artifact: Artifact,
  version: string,
  history: readonly FileStep[],
  manifestOf: (path: string, blob: string) => Manifest | undefined,
): ReadonlyMap<Pin, Past> => {
  const changes = changesByFile(history);
  const known = new Map<string, Sites | undefined>();
  const sitesOf = (path: string, blob: string): Sites | undefined => {
    const key = `${blob} ${path}`;
    if (!known.has(key)) {
      const manifest = manifestOf(path, blob);
      known.set(key, manifest && isRead(manifest) ? indexSites(manifest, artifact) : undefined);
    }
    return known.get(key);
  };
  return new Map(
    pins.map((pin) => {
      const { file } = pin;
      const trail = { pin, artifact, changes: changes.get(file) ?? [], sitesOf: (blob: string) => sitesOf(file, blob) };
      return [pin, findPast(trail, version)];
    }),
  );
};

/** What a broken file said cannot be told from a file that said nothing. */
const isRead = ({ candidates, problems }: Manifest): boolean => candidates.length > 0 || !problems.some(isError);

const tellNodes = (moves: readonly Restored[], pinsOf: ReadonlyMap<string, readonly Pin[]>): RestorePlan['nodes'] => {
  const formerOf = new Map(moves.map(({ pin, to }) => [pin, to.version]));
  return [...new Set(moves.flatMap(({ pin }) => pin.nodes))].toSorted().map((node) => {
    const pins = pinsOf.get(node) ?? [];
    const from = versionsOf(pins.map(({ version }) => version));
    const to = versionsOf(pins.map((pin) => formerOf.get(pin) ?? pin.version));
    return { node, from: from.join(', '), to: to.join(', ') };
  });
};

const tellNewer = ({ artifact, version }: RestoreRequest, moves: readonly Restored[]): readonly Problem[] =>
  [...Map.groupBy(moves, ({ to }) => to.version)]
    .filter(([to]) => (compareVersions(to, version) ?? 0) > 0)
    .map(([to, members]) =>
      say.backToNewer(artifact, version, to, new Set(members.flatMap(({ pin }) => pin.nodes)).size),
    );
