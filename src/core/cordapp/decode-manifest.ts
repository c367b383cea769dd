import type { Problem } from '../problem.ts';
import {
  platformNotWhole,
  targetBelowMinimum,
  versionMissing,
  versionNotWhole,
  versionTooSmall,
} from '../text/cordapp-problems.ts';
import type { CordappFacts, CordappInfo } from './cordapp.ts';
import type { Attributes } from './manifest.ts';

/** The part of the facts that the main section of the manifest tells. */
export type Announced = Pick<
  CordappFacts,
  'contract' | 'workflow' | 'legacy' | 'minimumPlatformVersion' | 'targetPlatformVersion' | 'problems'
>;

/** What the node writes where an attribute is absent. */
const UNKNOWN = 'Unknown';

const LARGEST_INT = 2 ** 31 - 1;

/** Kotlin's `toIntOrNull`: a sign is allowed, a space is not. */
const parseInteger = (text: string): number | undefined => {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= -LARGEST_INT - 1 && value <= LARGEST_INT ? value : undefined;
};

const findVersionProblem = (attribute: string, text: string | undefined): Problem | undefined => {
  if (text === undefined) return versionMissing(attribute);
  const version = parseInteger(text);
  if (version === undefined) return versionNotWhole(attribute, text);
  return version < 1 ? versionTooSmall(attribute, text) : undefined;
};

type Half = { readonly info?: CordappInfo; readonly present: boolean; readonly problem?: Problem };

const decodeHalf = (attributes: Attributes, kind: 'Contract' | 'Workflow'): Half => {
  const get = (suffix: string): string | undefined => attributes.get(`cordapp-${kind}-${suffix}`.toLowerCase());
  const name = get('Name');
  if (name === undefined) return { present: false };
  const text = get('Version');
  const problem = findVersionProblem(`Cordapp-${kind}-Version`, text);
  if (problem) return { present: true, problem };
  const version = Number(text);
  return {
    present: true,
    info: { name, version, vendor: get('Vendor') ?? UNKNOWN, licence: get('Licence') ?? UNKNOWN },
  };
};

/** One of the two platform versions; text that is no integer counts as absent to the node, which only we tell. */
const decodePlatform = (attributes: Attributes, name: string, absent: number): { value: number; problem?: Problem } => {
  const text = attributes.get(name.toLowerCase());
  if (text === undefined) return { value: absent };
  const value = parseInteger(text);
  return value === undefined ? { value: absent, problem: platformNotWhole(name, text, absent) } : { value };
};

/**
 * What the node takes a CorDapp for, from the main attributes of its manifest (Corda 4.12, `ManifestUtils.kt`).
 * `fileName` names an old-style CorDapp that does not name itself. Where no manifest is seen: {@link UNSEEN}.
 */
export const decodeManifest = (attributes: Attributes, fileName: string): Announced => {
  const contract = decodeHalf(attributes, 'Contract');
  const workflow = decodeHalf(attributes, 'Workflow');
  const minimum = decodePlatform(attributes, 'Min-Platform-Version', 1);
  const target = decodePlatform(attributes, 'Target-Platform-Version', minimum.value);
  const below = target.value < minimum.value ? targetBelowMinimum(target.value, minimum.value) : undefined;
  return {
    contract: contract.info,
    workflow: workflow.info,
    legacy: contract.present || workflow.present ? undefined : decodeLegacy(attributes, fileName),
    minimumPlatformVersion: minimum.value,
    targetPlatformVersion: target.value,
    problems: [contract.problem, workflow.problem, minimum.problem, target.problem, below].filter(
      (problem) => problem !== undefined,
    ),
  };
};

const decodeLegacy = (attributes: Attributes, fileName: string): NonNullable<Announced['legacy']> => ({
  name: attributes.get('name') ?? fileName.replace(/\.jar$/, ''),
  vendor: attributes.get('implementation-vendor') ?? UNKNOWN,
  version: attributes.get('implementation-version') ?? UNKNOWN,
});

/** What the node takes where it sees no manifest. */
export const UNSEEN: Announced = {
  contract: undefined,
  workflow: undefined,
  legacy: undefined,
  minimumPlatformVersion: 1,
  targetPlatformVersion: 1,
  problems: [],
};
