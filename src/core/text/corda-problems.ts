import type { Problem } from '../problem.ts';
import { quoted } from './printable.ts';

/** Why there is no way from one version of Corda Enterprise to another. */

const error = (code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  message,
  remedy,
});

export const cordaVersionUnclear = (from: string, to: string): Problem =>
  error(
    'corda-version-unclear',
    `${quoted(from)} and ${quoted(to)} cannot be ordered as versions of Corda`,
    'write them as Corda does, such as 4.12.9; if this is no Corda node, let its artifact be of kind image',
  );

export const cordaDowngrade = (from: string, to: string): Problem =>
  error(
    'corda-downgrade',
    `Corda ${to} is older than ${from}, and R3 describes no way back`,
    'restore database and files from the backup that was taken before the upgrade',
  );

export const cordaReleaseUnknown = (release: string): Problem =>
  error(
    'corda-release-unknown',
    `Corda ${release} is not in Cordage's table of releases, and its platform version follows from nothing`,
    `look it up in R3's release notes and declare it in cordage.yaml: platformVersions: {"${release}": NUMBER}`,
  );

export const cordaNoWay = (from: string, to: string, release: string): Problem =>
  error(
    'corda-no-way',
    `R3 describes no upgrade from Corda ${release} that leads from ${from} to ${to}`,
    'run "cordage releases" for the releases that are known, and choose one that it shows',
  );

/** A step leads to a minor release of which the table has no patch. */
export const cordaPatchUnknown = (artifact: string, release: string, goal: string): Problem =>
  error(
    'corda-patch-unknown',
    `the way to Corda ${goal} leads over ${release}, and Cordage's table has no patch of it`,
    `look up its newest patch and ask for that first: "rollout ${artifact} ${release}.N" as a command on an issue`,
  );
