import { isError, type Place, type Problem } from '../problem.ts';
import { isName } from '../text/branch.ts';
import { configTooMany } from '../text/config-problems.ts';
import type { Config } from './config.ts';
import { explainIssues } from './explain.ts';
import { normalizeInstance } from './normalize-argocd.ts';
import { normalizePermissions, normalizePolicy } from './normalize-policy.ts';
import { normalizeArtifact, normalizeRing } from './normalize.ts';
import { type Path, type Reading, readYaml } from './read-yaml.ts';
import { listOf } from './read-value.ts';
import { checkRules, type Draft } from './rules.ts';
import { ApplicationShape, InstanceShape } from './schema-argocd.ts';
import { Approvals, Checks, FreezeShape } from './schema-gates.ts';
import { OwnersShape, PermissionsShape } from './schema-permissions.ts';
import { EvidenceShape, OverrideShape, PackageOwnershipShape } from './schema-rules.ts';
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
    policy: normalizePolicy(parsed.data),
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

/** The parts that are right, whatever is wrong around them: so that rules are told at once with the rest. */
const draftConfig = ({ value, placeOf }: Reading): Draft => {
  const platformVersions = PlatformVersionsShape.safeParse(propertyOf(value, 'platformVersions'));
  const rings = listProperty(value, 'rings');
  const gates = propertyOf(value, 'gates');
  const argocd = propertyOf(value, 'argocd');
  const rules = propertyOf(value, 'rules');
  const parameters = propertyOf(value, 'networkParameters');
  const network = {
    approvals: Approvals.safeParse(propertyOf(gates, 'approvals')).data ?? 1,
    checks: listOf(Checks.safeParse(propertyOf(gates, 'checks')).data),
  };
  return {
    artifacts: Object.entries(propertyOf(value, 'artifacts') ?? {}).flatMap(([name, artifact]) => {
      const parsed = ArtifactShape.safeParse(artifact);
      return parsed.success && isName(name) ? [normalizeArtifact(name, parsed.data)] : [];
    }),
    rings: rings.flatMap((ring, index) => {
      const parsed = RingShape.safeParse(ring);
      return parsed.success ? [{ ring: normalizeRing(parsed.data, network), index }] : [];
    }),
    ringCount: rings.length,
    platformVersions: new Map(Object.entries(platformVersions.data ?? {})),
    freezes: listProperty(gates, 'freezes').flatMap((freeze, index) => {
      const parsed = FreezeShape.safeParse(freeze);
      return parsed.success ? [{ written: parsed.data, index }] : [];
    }),
    permissions: normalizePermissions(PermissionsShape.safeParse(propertyOf(value, 'permissions')).data ?? {}),
    instances: listProperty(argocd, 'instances').flatMap((instance, index) => {
      const parsed = InstanceShape.safeParse(instance);
      return parsed.success ? [{ instance: normalizeInstance(parsed.data), index }] : [];
    }),
    application: ApplicationShape.safeParse(propertyOf(argocd, 'application')).data,
    artifactNames: Object.keys(propertyOf(value, 'artifacts') ?? {}),
    packages: Object.keys(PackageOwnershipShape.safeParse(propertyOf(parameters, 'packageOwnership')).data ?? {}),
    evidence: listProperty(rules, 'evidence').flatMap((evidence, index) => {
      const parsed = EvidenceShape.safeParse(evidence);
      return parsed.success ? [{ subject: parsed.data.for, index }] : [];
    }),
    overrides: listProperty(rules, 'overrides').flatMap((override, index) => {
      const parsed = OverrideShape.safeParse(override);
      return parsed.success ? [{ rule: parsed.data.rule, index }] : [];
    }),
    ownerLabel: OwnersShape.safeParse(propertyOf(value, 'owners')).data?.label,
    placeOf,
  };
};

const listProperty = (value: unknown, key: string): readonly unknown[] =>
  [propertyOf(value, key)].flat().filter((item) => item !== undefined);

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const listPlaces = ({ artifacts, rings }: Draft, placeOf: (path: Path, part: 'key' | 'value') => Place) =>
  new Map([
    ['nodes', placeOf(['nodes'], 'key')],
    ['networkParameters', placeOf(['networkParameters'], 'key')],
    ...artifacts.map(({ name }) => [`artifacts.${name}`, placeOf(['artifacts', name], 'key')] as const),
    ...rings.map(({ ring, index }) => [`rings.${ring.name}`, placeOf(['rings', index], 'value')] as const),
  ]);
