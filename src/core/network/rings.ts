import type { Config, Selector } from '../config/config.ts';
import { compileGlob } from '../config/glob.ts';
import type { Place, Problem } from '../problem.ts';
import { choiceOfNothing, nodeInNoRing, nodeInRings, ringEmpty } from '../text/network-problems.ts';
import type { Node, Ring } from './network.ts';
import { spread } from './spread.ts';

type Choosable = Omit<Node, 'ring'>;

/**
 * Puts each node into its ring. First labels, names and globs choose; of what they leave, percents take their share; the
 * last ring may take the rest. A node in no ring, or chosen by two, is a problem and stays without a ring.
 * @param placeOf where the ring of a name stands in `cordage.yaml`
 */
export const assignRings = (
  config: Config,
  nodes: readonly Choosable[],
  placeOf: (ring: string) => Place,
): { readonly nodes: readonly Node[]; readonly rings: readonly Ring[]; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const choosers = config.rings.flatMap(({ name, nodes }) =>
    nodes && nodes.percent === undefined ? [{ name, chooses: chooserOf(nodes) }] : [],
  );
  const ringOf = new Map<string, string>();
  const left: string[] = [];
  for (const node of nodes) {
    const names = choosers.filter(({ chooses }) => chooses(node)).map(({ name }) => name);
    if (names.length > 1) problems.push(nodeInRings(placeOfNode(node), node.name, names));
    else if (names[0] === undefined) left.push(node.name);
    else ringOf.set(node.name, names[0]);
  }
  for (const [name, ring] of shareOut(config, left)) ringOf.set(name, ring);
  const untold = new Set(left);
  for (const node of nodes) {
    if (untold.has(node.name) && !ringOf.has(node.name)) problems.push(nodeInNoRing(placeOfNode(node), node.name));
  }
  const members = Map.groupBy(
    nodes.map(({ name }) => name),
    (name) => ringOf.get(name),
  );
  const rings = config.rings.map((ring): Ring => ({ ...ring, members: (members.get(ring.name) ?? []).toSorted() }));
  for (const ring of rings) {
    if (ring.members.length === 0) problems.push(ringEmpty(placeOf(ring.name), ring.name));
    problems.push(...findIdleChoices(ring, nodes, placeOf(ring.name)));
  }
  return { nodes: nodes.map((node) => ({ ...node, ring: ringOf.get(node.name) })), rings, problems };
};

const placeOfNode = ({ file }: Choosable): Place => ({ file, line: 1, column: 1 });

const shareOut = (config: Config, names: readonly string[]): ReadonlyMap<string, string> => {
  const sharing = config.rings.filter(({ nodes }) => nodes?.percent !== undefined);
  const shares = spread(
    names,
    sharing.map(({ nodes }) => nodes?.percent ?? 0),
  );
  const rest = config.rings.find(({ nodes }) => nodes === undefined)?.name;
  return new Map(
    names.flatMap((name) => {
      const share = shares.get(name);
      const ring = share === undefined ? rest : sharing[share]?.name;
      return ring === undefined ? [] : [[name, ring] as const];
    }),
  );
};

/** All that a selector says must hold; of several names or globs, one. */
const chooserOf = ({ labels, names, glob }: Selector): ((node: Choosable) => boolean) => {
  const wanted = Object.entries(labels);
  const isNamed = anyOf(names);
  const isFiled = anyOf(glob);
  return (node) =>
    wanted.every(([label, value]) => Object.hasOwn(node.labels, label) && node.labels[label] === value) &&
    (names.length === 0 || isNamed(node.name)) &&
    (glob.length === 0 || isFiled(node.file));
};

/** Plain names are looked up, so that a ring may list thousands. */
const anyOf = (globs: readonly string[]): ((text: string) => boolean) => {
  const plain = new Set(globs.filter((glob) => !isPattern(glob)));
  const matchers = globs.filter(isPattern).map(compileGlob);
  return (text) => plain.has(text) || matchers.some((matches) => matches(text));
};

const isPattern = (glob: string): boolean => /[*?]/.test(glob);

/** Names and globs that match nothing: most are mistyped, and the node they meant went to another ring. */
const findIdleChoices = (ring: Ring, nodes: readonly Choosable[], at: Place): readonly Problem[] => {
  const check = (choices: readonly string[], texts: ReadonlySet<string>): readonly Problem[] =>
    choices
      .filter((choice) => (isPattern(choice) ? ![...texts].some(compileGlob(choice)) : !texts.has(choice)))
      .map((choice) => choiceOfNothing(at, ring.name, choice, texts));
  return [
    ...check(ring.nodes?.names ?? [], new Set(nodes.map(({ name }) => name))),
    ...check(ring.nodes?.glob ?? [], new Set(nodes.map(({ file }) => file))),
  ];
};
