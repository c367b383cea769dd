import { findRelease } from '../corda/releases.ts';
import { isSameImage } from '../manifests/image.ts';
import type { Place, Problem } from '../problem.ts';
import * as say from '../text/config-rules.ts';
import type { ArgoInstance, Artifact, Permission, RingConfig, Selector, Who } from './config.ts';
import type { ApplicationInput } from './normalize-argocd.ts';
import type { FreezeInput } from './normalize-policy.ts';
import type { Path } from './read-yaml.ts';
import { ALL, RESERVED } from './reserved.ts';
import { ARGO_RULES } from './rules-argocd.ts';
import { CORDA_RULES } from './rules-corda.ts';
import { POLICY_RULES } from './rules-policy.ts';

/** The parts of a configuration that are right by themselves, with where they stand; the others are left out. */
export type Draft = {
  readonly artifacts: readonly Artifact[];
  readonly rings: readonly { readonly ring: RingConfig; readonly index: number }[];
  /** How many rings are written, wrong ones included. */
  readonly ringCount: number;
  readonly platformVersions: ReadonlyMap<string, number>;
  readonly freezes: readonly { readonly written: FreezeInput; readonly index: number }[];
  /** Those that are given. */
  readonly permissions: Partial<Readonly<Record<Permission, Who>>>;
  readonly ownerLabel: string | undefined;
  readonly instances: readonly { readonly instance: ArgoInstance; readonly index: number }[];
  /** As written; undefined where it is not, or is not right. */
  readonly application: ApplicationInput | undefined;
  /** Of all artifacts that are written, wrong ones included. */
  readonly artifactNames: readonly string[];
  /** Java packages that have owners. */
  readonly packages: readonly string[];
  /** What each piece of evidence is about. */
  readonly evidence: readonly { readonly subject: string | undefined; readonly index: number }[];
  readonly overrides: readonly { readonly rule: string; readonly index: number }[];
  readonly placeOf: (path: Path, part: 'key' | 'value') => Place;
};

export type Rule = (draft: Draft) => readonly Problem[];

/** All that must hold between settings. Each rule sees the right parts only, so that one mistake is told once. */
export const checkRules = (draft: Draft): readonly Problem[] => RULES.flatMap((rule) => rule(draft));

const ringsHaveTheirOwnNames: Rule = ({ rings, placeOf }) => {
  const seen = new Set<string>();
  return rings.flatMap(({ ring: { name }, index }) => {
    const again = seen.has(name);
    seen.add(name);
    return again ? [say.ringTwice(placeOf(['rings', index, 'name'], 'value'), name)] : [];
  });
};

const onlyTheLastTakesTheRest: Rule = ({ rings, ringCount, placeOf }) =>
  rings
    .filter(({ ring, index }) => ring.nodes === undefined && index < ringCount - 1)
    .map(({ ring, index }) => say.restRingNotLast(placeOf(['rings', index], 'value'), ring.name));

const imagesBelongToOne: Rule = ({ artifacts, placeOf }) =>
  artifacts.flatMap((artifact, index) =>
    artifact.images.flatMap((image) => {
      const other = artifacts.slice(0, index).find(({ images }) => images.some((one) => isSameImage(one, image)));
      return other
        ? [say.sharedImage(placeOf(['artifacts', artifact.name, 'image'], 'value'), artifact.name, image, other.name)]
        : [];
    }),
  );

const jarsBelongToOne: Rule = ({ artifacts, placeOf }) =>
  artifacts.flatMap((artifact, index) =>
    artifact.jars.flatMap((jar) => {
      const other = artifacts.slice(0, index).find(({ jars }) => jars.includes(jar));
      return other
        ? [say.sharedJar(placeOf(['artifacts', artifact.name, 'jar'], 'value'), artifact.name, jar, other.name)]
        : [];
    }),
  );

const artifactsCanBeFound: Rule = ({ artifacts, placeOf }) =>
  artifacts
    .filter(({ images, jars }) => images.length + jars.length === 0)
    .map(({ name }) => say.markersOnly(placeOf(['artifacts', name], 'key'), name));

const isEmpty = ({ glob, names, labels, percent }: Selector): boolean =>
  glob.length + names.length + Object.keys(labels).length === 0 && percent === undefined;

const choicesSaySomething: Rule = ({ rings, placeOf }) =>
  rings
    .filter(({ ring }) => ring.nodes && isEmpty(ring.nodes))
    .map(({ ring, index }) => say.emptySelector(placeOf(['rings', index, 'nodes'], 'value'), ring.name));

const percentStandsAlone: Rule = ({ rings, placeOf }) =>
  rings
    .filter(({ ring: { nodes } }) => nodes?.percent !== undefined && !isEmpty({ ...nodes, percent: undefined }))
    .map(({ ring, index }) => say.percentNotAlone(placeOf(['rings', index, 'nodes', 'percent'], 'value'), ring.name));

const percentsFitTogether: Rule = ({ rings, placeOf }) => {
  const sharing = rings.filter(({ ring }) => ring.nodes?.percent !== undefined);
  const sum = sharing.reduce((total, { ring }) => total + (ring.nodes?.percent ?? 0), 0);
  const last = sharing.at(-1);
  return last && sum > 100
    ? [say.percentsTooMuch(placeOf(['rings', last.index, 'nodes', 'percent'], 'value'), sum)]
    : [];
};

/** The operator's word is for what Cordage does not know; a slip of the pen must not change what R3 states. */
const platformVersionsAgree: Rule = ({ platformVersions, placeOf }) =>
  [...platformVersions].flatMap(([release, declared]) => {
    const row = findRelease(release);
    return row?.certainty === 'stated' && row.platformVersion !== declared
      ? [
          say.platformVersionOther(
            placeOf(['platformVersions', release], 'value'),
            release,
            declared,
            row.platformVersion,
          ),
        ]
      : [];
  });

/** A ring called "pause" could not be named in a command. */
const namesAreNotCommands: Rule = ({ artifacts, rings, ringCount, placeOf }) => [
  ...artifacts
    .filter(({ name }) => name === ALL || RESERVED.has(name))
    .map(({ name }) => say.reservedName(placeOf(['artifacts', name], 'key'), 'artifact', name)),
  ...rings
    .filter(({ ring }) => RESERVED.has(ring.name))
    .map(({ ring, index }) => say.reservedName(placeOf(['rings', index, 'name'], 'value'), 'ring', ring.name)),
  ...rings
    .filter(({ ring, index }) => ring.name === ALL && index < ringCount - 1)
    .map(({ index }) => say.allNotLast(placeOf(['rings', index, 'name'], 'value'))),
];

const RULES: readonly Rule[] = [
  namesAreNotCommands,
  ringsHaveTheirOwnNames,
  onlyTheLastTakesTheRest,
  imagesBelongToOne,
  jarsBelongToOne,
  artifactsCanBeFound,
  choicesSaySomething,
  percentStandsAlone,
  percentsFitTogether,
  platformVersionsAgree,
  ...POLICY_RULES,
  ...ARGO_RULES,
  ...CORDA_RULES,
];
