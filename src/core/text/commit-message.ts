import { isVersion } from '../release/template.ts';
import { isName } from './branch.ts';
import {
  decodeValue,
  encodeValue,
  LONGEST_SUBJECT,
  readTrailers,
  renderAmount,
  renderMessage,
  type Amount,
  type Trailer,
  type Trailers,
} from './commit-message-trailers.ts';
import { cutText } from './fit.ts';

/** What a commit of Cordage says in its trailers: enough to know later what it was made from. */
export type CommitFacts = {
  readonly artifact: string;
  readonly version: string;
  readonly ring: string;
  /** From 1. */
  readonly batch?: number | undefined;
  readonly plan: string;
  /** The commit that the release's tag led to. */
  readonly tagCommit: string | undefined;
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
};

/** What the commit changes, and for which release; undefined when a person asked and no release is known. */
export type CommitScope = Amount & {
  readonly release: { readonly repository: string; readonly tag: string } | undefined;
};

/**
 * Subject, body and trailers. GitHub acts on closing keywords and mentions in commits too, so nothing from outside
 * stands there but a tag that the configured template has given.
 */
export const renderCommitMessage = (facts: CommitFacts, scope: CommitScope): string => {
  const { artifact, version, ring, batch, plan, tagCommit, assets } = facts;
  const trailers: readonly Trailer[] = [
    ['Artifact', artifact],
    ['Version', version],
    ['Ring', ring],
    ...(batch === undefined ? [] : [['Batch', `${batch}`] as const]),
    ['Plan', encodeValue(plan)],
    ...(tagCommit === undefined ? [] : [['Tag-Commit', tagCommit] as const]),
    ...assets.map(({ name, sha256 }) => ['Asset', `${sha256} ${encodeValue(name)}`] as const),
  ];
  const source = scope.release
    ? `Release ${scope.release.tag} of ${scope.release.repository}.`
    : 'Asked for by a person.';
  return renderMessage(renderSubject(facts), `${renderAmount(scope)}\n${source}`, trailers);
};

/** The facts of a commit that Cordage made; undefined for any other. Other trailers may stand among its own. */
export const parseCommitMessage = (message: string): CommitFacts | undefined => {
  const trailers = readTrailers(message);
  return trailers && check(trailers);
};

const check = ({ one, assets: told }: Trailers): CommitFacts | undefined => {
  const [artifact = '', version = '', ring = '', batch = '1', tagCommit] = KEYS.map(one);
  const plan = decodeValue(one('Plan'));
  const assets = told.flatMap(parseAsset);
  const named = isName(artifact) && isName(ring) && isVersion(version) && plan !== undefined;
  const commit = tagCommit === undefined || COMMIT.test(tagCommit);
  if (
    !named ||
    !commit ||
    one('Rollback') !== undefined ||
    !/^[1-9]\d{0,5}$/.test(batch) ||
    assets.length !== told.length
  )
    return undefined;
  return {
    artifact,
    version,
    ring,
    batch: one('Batch') === undefined ? undefined : Number(batch),
    plan,
    tagCommit,
    assets,
  };
};

const KEYS = ['Artifact', 'Version', 'Ring', 'Batch', 'Tag-Commit'] as const;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

const parseAsset = (value: string): CommitFacts['assets'] => {
  const [, sha256, encoded] = /^([0-9a-f]{64}) (\S+)$/.exec(value) ?? [];
  const name = decodeValue(encoded);
  return sha256 === undefined || name === undefined ? [] : [{ name, sha256 }];
};

/** Leaves out the less telling parts before it cuts; the trailers have them all. */
const renderSubject = ({ artifact, version, ring, batch }: CommitFacts): string => {
  const short = `Upgrade ${artifact} to ${version}`;
  const middle = `${short} on ${ring}`;
  const subjects = [batch === undefined ? middle : `${middle}, batch ${batch}`, middle, short];
  return subjects.find((subject) => subject.length <= LONGEST_SUBJECT) ?? cutText(short, LONGEST_SUBJECT);
};
