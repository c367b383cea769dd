import { isError, type Place, type Problem } from '../problem.ts';
import { isName } from '../text/branch.ts';
import { configTooMany } from '../text/config-problems.ts';
import type { Config } from './config.ts';
import { explainIssues } from './explain.ts';
import { listOf, normalizeArtifact, normalizeRing } from './normalize.ts';
import { type Path, type Reading, readYaml } from './read-yaml.ts';
import { checkRules, type Draft } from './rules.ts';
import { ArtifactShape, ConfigShape, PlatformVersionsShape, RingShape } from './schema.ts';

/** A check's annotations and a person's patience both end before this. */
const MOST_PROBLEMS = 100;

/**
 * `cordage.yaml` with every default filled in, or all that is wrong with it: each problem with its place and a right value,
 * in the order of the file. There is no configuration when any problem is an error; warnings may come with one.
 * @param file as problems name it
 */
export const parseConfig = (
  file: string,
  bytes: Uint8Array,
): { readonly config: Config | undefined; readonly problems: readonly Problem[] } => {
  const reading = readYaml(file, bytes);
  if (!reading.ok) return { config: undefined, problems: reading.problems };
  const { value, placeOf } = reading.value;
  const parsed = ConfigShape.safeParse(value);
  const draft = draftConfig(reading.value);
  const found = [...(parsed.success ? [] : explainIssues(parsed.error.issues, reading.value)), ...checkRules(draft)];
  const problems = limit(found.toSorted(byPlace));
  if (!parsed.success || problems.some(isError)) return { config: undefined, problems };
  const config: Config = {
    network: parsed.data.network,
    artifacts: draft.artifacts,
    nodes: listOf(parsed.data.nodes),
    rings: draft.rings.map(({ ring }) => ring),
    platformVersions: draft.platformVersions,
    places: listPlaces(draft, placeOf),
  };
  return { config, problems };
};

const limit = (problems: readonly Problem[]): readonly Problem[] => {
  const last = problems[MOST_PROBLEMS - 1]?.at;
  return last && problems.length > MOST_PROBLEMS
    ? [...problems.slice(0, MOST_PROBLEMS), configTooMany(last, MOST_PROBLEMS)]
    : problems;
};

const byPlace = (one: Problem, other: Problem): number =>
  (one.at?.line ?? 0) - (other.at?.line ?? 0) || (one.at?.column ?? 0) - (other.at?.column ?? 0);

/** The artifacts and rings that are right, whatever is wrong around them: so that rules are told at once with the rest. */
const draftConfig = ({ value, placeOf }: Reading): Draft => {
  const platformVersions = PlatformVersionsShape.safeParse(propertyOf(value, 'platformVersions'));
  const rings = [propertyOf(value, 'rings')].flat().filter((ring) => ring !== undefined);
  return {
    artifacts: Object.entries(propertyOf(value, 'artifacts') ?? {}).flatMap(([name, artifact]) => {
      const parsed = ArtifactShape.safeParse(artifact);
      return parsed.success && isName(name) ? [normalizeArtifact(name, parsed.data)] : [];
    }),
    rings: rings.flatMap((ring, index) => {
      const parsed = RingShape.safeParse(ring);
      return parsed.success ? [{ ring: normalizeRing(parsed.data), index }] : [];
    }),
    ringCount: rings.length,
    platformVersions: new Map(Object.entries(platformVersions.data ?? {})),
    placeOf,
  };
};

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const listPlaces = ({ artifacts, rings }: Draft, placeOf: (path: Path, part: 'key' | 'value') => Place) =>
  new Map([
    ['nodes', placeOf(['nodes'], 'key')],
    ...artifacts.map(({ name }) => [`artifacts.${name}`, placeOf(['artifacts', name], 'key')] as const),
    ...rings.map(({ ring, index }) => [`rings.${ring.name}`, placeOf(['rings', index], 'value')] as const),
  ]);
