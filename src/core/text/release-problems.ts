import type { Problem } from '../problem.ts';
import type { PassReason } from '../release/select.ts';
import { formatBytes, formatCount } from './count.ts';

/** Why an asset of a release was not read. Sizes in bytes. */
export type AssetRefusal =
  | { readonly code: 'too-large'; readonly size: number; readonly limit: number }
  | { readonly code: 'host'; readonly host: string }
  | { readonly code: 'redirects'; readonly limit: number }
  | { readonly code: 'gone' };

export const assetRefused = (name: string, why: AssetRefusal): Problem => ({
  code: `asset-${why.code}`,
  severity: 'error',
  ...assetSentence(name, why),
});

const assetSentence = (name: string, why: AssetRefusal): Pick<Problem, 'message' | 'remedy'> => {
  switch (why.code) {
    case 'too-large':
      return {
        message: `the asset "${name}" has ${formatBytes(why.size)}; up to ${formatBytes(why.limit)} are read`,
        remedy: 'publish a smaller JAR, or leave this asset out by "assets" of the artifact in cordage.yaml',
      };
    case 'host':
      return {
        message: `the download of asset "${name}" leads to ${why.host}, which is not among the hosts that may be read`,
        remedy: "if this host is right, add it to CORDAGE_ASSET_HOSTS in the server's environment",
      };
    case 'redirects':
      return {
        message: `the download of asset "${name}" was sent on more than ${formatCount(why.limit)} times`,
        remedy: 'look at what stands between Cordage and GitHub; the download is tried again when the asset changes',
      };
    case 'gone':
      return {
        message: `the asset "${name}" is listed by its release and cannot be downloaded`,
        remedy: 'upload it again, or delete it from the release',
      };
  }
};

export const releasesUnseen = (artifact: string, repository: string): Problem => ({
  code: 'releases-unseen',
  severity: 'error',
  message: `the releases of "${artifact}" cannot be read: Cordage does not see the repository ${repository}`,
  remedy: `install the App on ${repository} with read access to "Contents", or correct "releases" in cordage.yaml`,
});

/** Why a release is not proposed, as the end of a sentence: "v1.5.0-rc.1 is not proposed: it is a prerelease". */
export const renderPassReason = (reason: PassReason): string => {
  switch (reason.kind) {
    case 'tag':
      return `its tag gives no version by "${reason.template}"`;
    case 'image-tag':
      return `"${reason.tag}" cannot be an image tag`;
    case 'assets':
      return `it has ${formatCount(reason.count)} JARs of this artifact; narrow "assets" in cordage.yaml`;
    case 'not-comparable':
      return `"${reason.version}" is not a semantic version; set "order: published" in cordage.yaml to go by date`;
    case 'prerelease':
      return 'it is a prerelease; set "prereleases: propose" in cordage.yaml to propose it';
    case 'same-version':
      return `${reason.tag} was published before it and is the same version, for build metadata does not order`;
    case 'superseded':
      return `${reason.version} supersedes it`;
    case 'too-many':
      return 'newer releases on other lines come first';
  }
};

export const assetMissing = (artifact: string, tag: string, patterns: readonly string[]): Problem => ({
  code: 'asset-missing',
  severity: 'warning',
  message: `release ${tag} of "${artifact}" has no asset that matches ${patterns.map((glob) => `"${glob}"`).join(' or ')}`,
  remedy:
    'attach the JAR to the release, or set "assets: []" for this artifact in cordage.yaml if its releases have none',
});

/** A branch of Cordage's name that a person has commits on, without a pull request of Cordage's. */
export const branchTaken = (branch: string, commit: string): Problem => ({
  code: 'branch-taken',
  severity: 'warning',
  message: `the branch "${branch}" holds commit ${commit.slice(0, 7)}, which is not Cordage's, so no pull request is opened from it`,
  remedy: 'delete the branch, or open a pull request from it by hand',
});

/** Somebody opened a pull request from a branch of Cordage's before Cordage did. */
export const branchHasPull = (branch: string, pull: number): Problem => ({
  code: 'branch-has-pull',
  severity: 'warning',
  message: `#${pull} was opened from the branch "${branch}" by a person, so Cordage can open none from it`,
  remedy: `merge #${pull} or close it; Cordage goes on when it is closed`,
});

/** There is no pull request to say it on. */
export const ringHeld = (rollout: string, ring: string): Problem => ({
  code: 'ring-held',
  severity: 'warning',
  message: `${rollout} waits: every node of ring "${ring}" that it is for is held`,
  remedy: 'end the hold with /unhold on an issue, and the rollout goes on by itself',
});
