import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { tagOf } from '../rules/profiles.ts';
import type { PersonPull } from './pull.ts';

/** Which nodes come to which version of what, from one state of the manifests to another. New nodes move nothing. */
export const movesBetween = (before: Network, after: Network): PersonPull['moves'] =>
  before.artifacts.flatMap(({ name }) => {
    const former = versionsByNode(before, name);
    const moved = [...versionsByNode(after, name)].flatMap(([node, [version = '']]) => {
      const [from] = former.get(node) ?? [];
      return from === undefined || from === version ? [] : [{ node, version }];
    });
    return [...Map.groupBy(moved, ({ version }) => version)].map(([version, nodes]) => ({
      artifact: name,
      version,
      nodes: nodes.map(({ node }) => node).toSorted(),
    }));
  });

/** The same for one artifact, by node; one whose image keeps its version under another tag, a Java say, changes as well. */
export const changesBetween = (before: Network, after: Network, artifact: string): ReadonlyMap<string, string> => {
  const [former, latter] = [tagsByNode(before, artifact), tagsByNode(after, artifact)];
  return new Map(
    [...versionsByNode(after, artifact)].flatMap(([node, [version = '']]): [string, string][] =>
      former.has(node) && former.get(node) !== latter.get(node) ? [[node, version]] : [],
    ),
  );
};

/** All that a node's pins of an artifact say, as one text. */
const tagsByNode = ({ pins }: Network, artifact: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const pin of pins) {
    if (pin.artifact !== artifact) continue;
    for (const node of pin.nodes) found.set(node, `${found.get(node) ?? ''} ${pin.version} ${tagOf(pin) ?? ''}`);
  }
  return found;
};
