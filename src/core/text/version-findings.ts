import type { Finding } from '../cordapp/change.ts';
import { info, SOURCES, warn } from './finding.ts';
import { quoted } from './printable.ts';

/** Sentences about what the manifests of two JARs announce. */

type Half = 'contract' | 'workflow';

export const versionLower = (half: Half, from: number, to: number): Finding =>
  warn(
    `${half}-version-lower`,
    `the ${half} version goes down, ${from} → ${to}: a node takes it, people and the check of legacy-contracts do not`,
    SOURCES.versioning,
    'release it with a higher version, or make sure that an older JAR is what you want',
  );

export const versionEqual = (half: Half, version: number): Finding =>
  half === 'contract'
    ? warn(
        'contract-version-same',
        `the contract version stays ${version} although the file differs: nobody can tell the two by it, and a 4.12 node refuses the new JAR beside the old one in legacy-contracts`,
        SOURCES.loader,
        'raise Cordapp-Contract-Version if anything of the contracts changed, and always for a 4.12 build',
      )
    : info(
        'workflow-version-same',
        `the workflow version stays ${version} although the file differs`,
        SOURCES.versioning,
        'raise Cordapp-Workflow-Version so that people can tell the two apart',
      );

export const versionRaised = (half: Half, from: number, to: number): Finding =>
  info(`${half}-version-higher`, `the ${half} version goes up, ${from} → ${to}`, SOURCES.versioning, 'nothing to do');

export const halfGone = (half: Half, name: string, version: number): Finding =>
  warn(
    `${half}-gone`,
    `the old JAR announces the ${half} ${quoted(name)} ${version}, the new one announces none`,
    SOURCES.loader,
    `see where the ${half} went; if into another JAR, release both in one change`,
  );

export const halfNew = (half: Half, name: string, version: number): Finding =>
  info(
    `${half}-new`,
    `the new JAR announces a ${half}, ${quoted(name)} ${version}; the old one announces none`,
    SOURCES.loader,
    'nothing to do, unless another JAR on the nodes brings it already',
  );

export const halfRenamed = (half: Half, from: string, to: string): Finding =>
  warn(
    `${half}-renamed`,
    `the ${half} is now called ${quoted(to)}, not ${quoted(from)}`,
    SOURCES.versioning,
    'see that these are two releases of one CorDapp, and that the old file leaves the nodes',
  );

export const minimumPlatform = (from: number, to: number): Finding =>
  to > from
    ? warn(
        'minimum-platform-higher',
        `Min-Platform-Version goes up, ${from} → ${to}: a node of a lower platform version refuses to start with the new JAR`,
        SOURCES.loader,
        `upgrade every node below platform version ${to} first, or leave it out`,
      )
    : info(
        'minimum-platform-lower',
        `Min-Platform-Version goes down, ${from} → ${to}`,
        SOURCES.loader,
        'nothing to do',
      );

export const targetPlatform = (from: number, to: number): Finding =>
  info(
    'target-platform',
    `Target-Platform-Version changes, ${from} → ${to}: a node switches features on or off for this CorDapp by it`,
    SOURCES.versioning,
    `test it on nodes of platform version ${to}`,
  );
