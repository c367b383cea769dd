import { errorAt, type Place, type Problem } from '../problem.ts';
import { formatTime, listNames, plural } from './count.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about nodes that go back to their former version, and about those that do not. */

type Commit = { readonly commit: string; readonly author: string; readonly at: number };

const name = ({ commit, author, at }: Commit): string =>
  `commit ${commit.slice(0, 10)} by ${printable(author) || 'somebody'} of ${formatTime(at)}`;

const BY_HAND = 'choose the version for these nodes and write it there by hand';

export const fileNew = (at: Place, version: string, commit: Commit): Problem =>
  errorAt(
    'rollback-file-new',
    at,
    `this file came with ${name(commit)} and has said ${printable(version)} ever since, so there is no former version`,
    BY_HAND,
  );

export const pinNew = (at: Place, version: string, commit: Commit): Problem =>
  errorAt(
    'rollback-pin-new',
    at,
    `this version came with ${name(commit)} and has been ${printable(version)} ever since, so there is no former one`,
    BY_HAND,
  );

export const pinMoved = (at: Place, commit: Commit): Problem =>
  errorAt(
    'rollback-pin-moved',
    at,
    `${name(commit)} added, removed or moved entries like this one, so it is not certain which one it was before`,
    `look at "git show ${commit.commit.slice(0, 10)}" and write the former version there by hand`,
  );

/** @param commit the oldest one that is known to have changed the file; undefined when none is */
export const historyEnds = (at: Place, version: string, commit: Commit | undefined): Problem =>
  errorAt(
    'rollback-history-ends',
    at,
    commit === undefined
      ? `what stood here before ${printable(version)} is further back than Cordage looks`
      : `what stood here before ${name(commit)} is further back than Cordage looks, or cannot be read`,
    `look at "git log -p -- ${printable(at.file)}" and write the former version there by hand`,
  );

export const historyOfAnother = (at: Place): Problem =>
  errorAt('rollback-outdated', at, 'this version changed while it was looked up', 'nothing; it is looked up again');

export const formerUnreadable = (at: Place, text: string, commit: Commit): Problem =>
  errorAt(
    'rollback-former-unreadable',
    at,
    `before ${name(commit)} stood ${quoted(text)} here, which says no version`,
    BY_HAND,
  );

export const formerImage = (at: Place, now: string, former: string): Problem =>
  errorAt(
    'rollback-image-changed',
    at,
    `the former version was of the image ${printable(former)}, and ${printable(now)} stands here now`,
    'bring image and version back by hand',
  );

export const formerShape = (at: Place): Problem =>
  errorAt(
    'rollback-format-changed',
    at,
    'the former version was written in another way, with other keys than now',
    'bring it back by hand',
  );

export const pinnedByDigest = (at: Place): Problem =>
  errorAt(
    'rollback-digest',
    at,
    'this image is pinned by a digest, or was; Cordage takes back tags only',
    'write the former tag and its digest there by hand',
  );

export const checksumChanged = (at: Place, isNow: boolean): Problem =>
  errorAt(
    'rollback-checksum',
    at,
    isNow
      ? 'a checksum stands beside this JAR, and none stood beside the former one'
      : 'a checksum stood beside the former JAR, and none stands here now',
    'bring URL and checksum back by hand',
  );

export const editedSince = (at: Place, version: string, now: string, commit: Commit): Problem =>
  errorAt(
    'rollback-edited',
    at,
    `${name(commit)} changed ${printable(version)}, and ${printable(now)} stands here now`,
    `ask them whether ${printable(now)} is meant; what somebody wrote by hand is not taken back`,
  );

/** @param to the version that the nodes had before, which is newer */
export const backToNewer = (artifact: string, version: string, to: string, nodes: number): Problem => ({
  code: 'rollback-to-newer',
  severity: 'warning',
  message: `${plural(nodes, 'node')} ran ${artifact} ${printable(to)} before ${printable(version)}, which is newer: this takes back a rollback`,
  remedy: `check that ${printable(to)} may run again`,
});

/** Why a node stays, as plain text; `versions` are those it runs. */
export const whyWithout = (artifact: string): string => `without ${artifact}`;

export const whyNotOn = (version: string, versions: readonly string[]): string =>
  `not on ${printable(version)} (${list(versions)})`;

export const whyNeverMoved = (versions: readonly string[]): string => `never moved (${list(versions)})`;

export const whyEdited = (versions: readonly string[]): string => `changed by hand since (${list(versions)})`;

export const whyStuck = (file: string): string => `with a pin in ${printable(file)} that cannot be taken back`;

export const whyShared = (file: string): string => `sharing a pin in ${printable(file)} with nodes that stay`;

const list = (versions: readonly string[]): string => printable(listNames(versions));
