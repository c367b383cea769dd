import { scalarOf, type Manifest } from '../manifests/manifest.ts';
import type { Place, Problem } from '../problem.ts';
import { artifactWithoutPin, markerUnread, nodesWithoutPin, pinShared } from '../text/network-problems.ts';
import type { Network } from './network.ts';

type Checked = {
  readonly network: Omit<Network, 'problems'>;
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Files that some node reads. */
  readonly followed: ReadonlySet<string>;
  readonly placeOf: (key: string) => Place;
};

/** What is wrong with a network as a whole, when each of its parts may be right. */
export const checkNetwork = (checked: Checked): readonly Problem[] => [
  ...findSharedPins(checked.network),
  ...findIdleMarks(checked),
  ...findIdleParts(checked),
];

/** A ring cannot move alone when its pin decides the version of nodes in another one. */
const findSharedPins = ({ nodes, rings, pins }: Checked['network']): readonly Problem[] => {
  const ringOf = new Map(nodes.map(({ name, ring }) => [name, ring]));
  return pins.flatMap((pin) => {
    const touched = new Set(pin.nodes.map((node) => ringOf.get(node)));
    const first = rings.find(({ name }) => touched.has(name))?.name;
    if (touched.size < 2 || first === undefined) return [];
    const outside = pin.nodes.filter((node) => ringOf.get(node) !== first);
    return [pinShared({ file: pin.file, line: pin.line, column: pin.column }, pin.artifact, first, outside)];
  });
};

const findIdleMarks = ({ manifests, followed }: Checked): readonly Problem[] =>
  [...manifests].flatMap(([file, { candidates }]) =>
    followed.has(file)
      ? []
      : candidates.flatMap((candidate) => {
          const scalar = scalarOf(candidate);
          return scalar && candidate.artifact !== undefined
            ? [markerUnread({ file, line: scalar.line, column: scalar.column }, candidate.artifact)]
            : [];
        }),
  );

const findIdleParts = ({ network: { artifacts, nodes, pins }, placeOf }: Checked): readonly Problem[] => {
  if (nodes.length === 0) return [];
  const pinned = new Set(pins.map(({ artifact }) => artifact));
  const reached = new Set(pins.flatMap((pin) => pin.nodes));
  const bare = nodes.filter(({ name }) => !reached.has(name)).map(({ name }) => name);
  return [
    ...artifacts
      .filter(({ name }) => !pinned.has(name))
      .map(({ name }) => artifactWithoutPin(placeOf(`artifacts.${name}`), name)),
    ...(bare.length > 0 ? [nodesWithoutPin(placeOf('nodes'), bare)] : []),
  ];
};

/** In the order in which a person works through them: by file, then line. */
export const sortProblems = (problems: readonly Problem[]): readonly Problem[] => problems.toSorted(comparePlaces);

const comparePlaces = ({ at: a }: Problem, { at: b }: Problem): number => {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
};
