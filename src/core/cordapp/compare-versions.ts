import {
  halfGone,
  halfNew,
  halfRenamed,
  minimumPlatform,
  targetPlatform,
  versionEqual,
  versionLower,
  versionRaised,
} from '../text/version-findings.ts';
import type { Finding } from './change.ts';
import type { CordappFacts } from './cordapp.ts';

const compareHalf = (half: 'contract' | 'workflow', before: CordappFacts, after: CordappFacts): readonly Finding[] => {
  const [old, young] = [before[half], after[half]];
  if (old === undefined) return young ? [halfNew(half, young.name, young.version)] : [];
  if (young === undefined) return [halfGone(half, old.name, old.version)];
  const renamed = old.name === young.name ? [] : [halfRenamed(half, old.name, young.name)];
  if (young.version < old.version) return [...renamed, versionLower(half, old.version, young.version)];
  if (young.version > old.version) return [...renamed, versionRaised(half, old.version, young.version)];
  return [...renamed, versionEqual(half, young.version)];
};

/** What the two manifests say: contract and workflow, and the platform versions they ask for. */
export const compareVersions = (before: CordappFacts, after: CordappFacts): readonly Finding[] => {
  const [minimum, target] = [after.minimumPlatformVersion, after.targetPlatformVersion];
  return [
    ...compareHalf('contract', before, after),
    ...compareHalf('workflow', before, after),
    ...(minimum === before.minimumPlatformVersion ? [] : [minimumPlatform(before.minimumPlatformVersion, minimum)]),
    ...(target === before.targetPlatformVersion ? [] : [targetPlatform(before.targetPlatformVersion, target)]),
  ];
};
