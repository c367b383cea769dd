import type { Artifact } from '../config/config.ts';
import { scalarOf, type Candidate, type Manifest } from '../manifests/manifest.ts';
import { pinOf } from '../manifests/pin-version.ts';

/** The places of one artifact in one version of a file, by what makes them the same place in another version of it. */
export type Sites = {
  readonly byPath: ReadonlyMap<string, Candidate>;
  /** By the keys that lead there, whatever the positions in lists, and the image's name. */
  readonly byName: ReadonlyMap<string, readonly Candidate[]>;
  /** Where all of a shape stand, as one text. */
  readonly pathsByShape: ReadonlyMap<string, string>;
  readonly shapeOf: (candidate: Candidate) => string;
};

export const indexSites = ({ candidates, applications }: Manifest, artifact: Artifact): Sites => {
  const own = candidates.filter((candidate) => pinOf(candidate, artifact) !== undefined);
  const names = new Map(applications.map(({ name, path }) => [JSON.stringify(path), name]));
  const shapes = new Map(own.map((candidate) => [candidate, describeShape(candidate, names)]));
  const shapeOf = (candidate: Candidate): string => shapes.get(candidate) ?? '';
  const byShape = Map.groupBy(own, shapeOf);
  return {
    byPath: new Map(own.map((candidate) => [pathOf(candidate), candidate])),
    pathsByShape: new Map([...byShape].map(([shape, members]) => [shape, members.map(pathOf).join(' ')])),
    byName: Map.groupBy(own, (candidate) => nameOf(candidate, shapeOf(candidate))),
    shapeOf,
  };
};

export const pathOf = (candidate: Candidate): string => JSON.stringify(scalarOf(candidate)?.path);

/** Positions say nothing, for entries come and go around a pin; an Application is known by its name wherever it stands. */
const describeShape = (candidate: Candidate, applications: ReadonlyMap<string, string>): string => {
  const path = scalarOf(candidate)?.path ?? [];
  const length = path.findIndex((_, index) => applications.has(JSON.stringify(path.slice(0, index + 1)))) + 1;
  const application = length > 0 ? applications.get(JSON.stringify(path.slice(0, length))) : undefined;
  const steps = path.slice(length).map((step) => (typeof step === 'number' ? 0 : step));
  return JSON.stringify([candidate.kind, application, steps]);
};

const nameOf = (candidate: Candidate, shape: string): string =>
  candidate.kind === 'image' ? JSON.stringify([shape, candidate.name, candidate.alias]) : shape;

/**
 * The same place in an older version of the file: the only one of its name there and here, or the one at the same path
 * where all of its kind stand at the same paths. Undefined where there is doubt: another node's version would be worse.
 */
export const findCounterpart = (here: Sites, candidate: Candidate, there: Sites): Candidate | undefined => {
  const shape = here.shapeOf(candidate);
  const name = nameOf(candidate, shape);
  const [only, ...others] = there.byName.get(name) ?? [];
  if (only && others.length === 0 && here.byName.get(name)?.length === 1) return only;
  const isSame = here.pathsByShape.get(shape) === there.pathsByShape.get(shape);
  return isSame ? there.byPath.get(pathOf(candidate)) : undefined;
};
