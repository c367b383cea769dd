import type { Forged } from '../journal/chain.ts';
import type { Problem } from '../problem.ts';
import { formatCount } from './count.ts';
import { printable, quoted } from './printable.ts';
import { SETTINGS, type SettingProblem } from './settings.ts';

/** Sentences about the journal itself. */

const REASONS: Readonly<Record<Forged['why'], string>> = {
  format: 'it is not written as Cordage writes entries',
  signature: "it is not signed with the App's key for this repository",
  merge: 'it is a merge, which Cordage never makes there',
  size: 'it is larger than any entry',
  copied: 'its entry was copied from another place in the journal',
};

/** Why a commit counts for nothing, as the end of a sentence. */
export const whyForged = ({ why }: Pick<Forged, 'why'>): string => REASONS[why];

/** Somebody else's commit in the journal. */
export const entryForged = (forged: Forged): Problem => ({
  code: 'journal-forged',
  severity: 'warning',
  message: `commit ${forged.commit.slice(0, 10)} by ${printable(forged.author)} in the journal counts for nothing: ${whyForged(forged)}`,
  remedy: 'ask who pushed it, and why; it changes nothing, and Cordage goes on above it',
});

/** The ref was set back or deleted, and this process knows more. */
export const journalRewound = (ref: string): Problem => ({
  code: 'journal-rewound',
  severity: 'warning',
  message: `${ref} was set back or deleted by somebody; what was decided since still counts`,
  remedy: 'nothing to do, the next decision puts it back; ask who did it',
});

/** There are entries, and not one can be trusted. Going on without them could lift a pause and carry commands out twice. */
export const journalUnverified = (ref: string, network: string): Problem => ({
  code: 'journal-unverified',
  severity: 'error',
  message: `${ref} has entries, and none is signed with a key that Cordage has, for ${printable(network)}`,
  remedy:
    "if the App's private key was replaced, give the former one, too; if the repository was renamed, take its former name; if the entries are not Cordage's, delete the ref",
});

/** An older Cordage than the one that wrote the entry. It must not go on: a pause might stand there. */
export const journalNewer = (ref: string, commit: string): Problem => ({
  code: 'journal-newer',
  severity: 'error',
  message: `entry ${commit.slice(0, 10)} on ${ref} is signed and not of a shape that this version of Cordage knows`,
  remedy: 'run the version of Cordage that wrote it, or a newer one',
});

/** So many commits that are none of ours, and no entry below the last of them. */
export const journalTooLong = (ref: string, commits: number): Problem => ({
  code: 'journal-too-long',
  severity: 'error',
  message: `the newest ${formatCount(commits)} commits on ${ref} do not lead to a snapshot or a first entry`,
  remedy: `set ${ref} back to the newest entry of Cordage's; git log shows them by their author`,
});

export const journalEntryTooLarge = (ref: string, kind: string): Problem => ({
  code: 'journal-entry-too-large',
  severity: 'error',
  message: `an entry of kind "${kind}" for ${ref} is larger than any reader takes`,
  remedy: 'move fewer nodes at once: give the ring a batch size',
});

/** For `cordage audit`. */

const wrong = (code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  message,
  remedy,
});

export const journalAbsent = (ref: string): Problem =>
  wrong(
    'journal-absent',
    `this checkout has no ${ref}, which git does not fetch by itself`,
    `fetch it: git fetch origin ${ref}:${ref}`,
  );

/** A shallow fetch, or entries that were lost. */
export const journalCut = (ref: string, oldest: number): Problem => ({
  code: 'journal-cut',
  severity: 'warning',
  message: `${ref} begins with entry ${formatCount(oldest)} here; the decisions before it are missing`,
  remedy:
    'if the checkout is shallow, run git fetch --unshallow; else they were lost, and a snapshot holds what they came to',
});

export const notSince = (seen: string): Problem =>
  wrong(
    'use-since',
    `${quoted(seen)} is neither a day nor a length of time`,
    'write --since 2026-11-01, --since 7d or --since 12h',
  );

export const csvOrJson = (): Problem =>
  wrong('use-form', 'an answer is either CSV or JSON', 'leave out --csv or --json');

export const notACheckout = (path: string): Problem =>
  wrong(
    'use-checkout',
    `${quoted(path)} is not a git repository`,
    'name the root of a checkout of the manifests repository',
  );

/** A key was given, so somebody wants signatures checked: not to check them would look like success. */
export const keyUnusable = ({ name, seen }: SettingProblem): Problem =>
  wrong(
    'journal-key',
    `${name}: ${seen}`,
    `${SETTINGS[name].remedy}; or leave it out to read without checking signatures`,
  );
