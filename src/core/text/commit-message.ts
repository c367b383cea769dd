import { isVersion } from '../release/template.ts';
import { isName } from './branch.ts';
import { plural } from './count.ts';
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

const PREFIX = 'Cordage-';
const LONGEST_SUBJECT = 72;

/** What the commit changes, and for which release. */
export type CommitScope = {
  readonly nodes: number;
  readonly pins: number;
  readonly files: number;
  readonly repository: string;
  readonly tag: string;
};

/**
 * Subject, body and trailers. GitHub acts on closing keywords and mentions in commits too, so nothing from outside
 * stands there but a tag that the configured template has given.
 */
export const renderCommitMessage = (facts: CommitFacts, scope: CommitScope): string => {
  const { artifact, version, ring, batch, plan, tagCommit, assets } = facts;
  const trailers = [
    ['Artifact', artifact],
    ['Version', version],
    ['Ring', ring],
    ...(batch === undefined ? [] : [['Batch', `${batch}`]]),
    ['Plan', encode(plan)],
    ...(tagCommit === undefined ? [] : [['Tag-Commit', tagCommit]]),
    ...assets.map(({ name, sha256 }) => ['Asset', `${sha256} ${encode(name)}`]),
  ].map(([key, value]) => `${PREFIX}${key}: ${value}`);
  const moves = `${plural(scope.nodes, 'node')}, by ${plural(scope.pins, 'pin')} in ${plural(scope.files, 'file')}.`;
  const body = `${moves}\nRelease ${scope.tag} of ${scope.repository}.`;
  return `${[renderSubject(facts), body, trailers.join('\n')].join('\n\n')}\n`;
};

/** The facts of a commit that Cordage made; undefined for any other. Other trailers may stand among its own. */
export const parseCommitMessage = (message: string): CommitFacts | undefined => {
  const last = message.replaceAll('\r\n', '\n').trimEnd().split(/\n\n+/).at(-1) ?? '';
  const found = new Map<string, string[]>();
  for (const line of last.split('\n')) {
    const [, key, value] = /^Cordage-([A-Za-z-]+): (.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  const { Asset: assets = [], ...once } = Object.fromEntries(found);
  if (Object.values(once).some((values) => values.length !== 1)) return undefined;
  const one = (key: string): string | undefined => once[key]?.[0];
  return check(one, assets);
};

type Lookup = (key: string) => string | undefined;

const check = (one: Lookup, told: readonly string[]): CommitFacts | undefined => {
  const [artifact = '', version = '', ring = '', batch = '1', tagCommit] = KEYS.map(one);
  const plan = decode(one('Plan'));
  const assets = told.flatMap(parseAsset);
  const named = isName(artifact) && isName(ring) && isVersion(version) && plan !== undefined;
  const commit = tagCommit === undefined || COMMIT.test(tagCommit);
  if (!named || !commit || !/^[1-9]\d{0,5}$/.test(batch) || assets.length !== told.length) return undefined;
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
  const name = decode(encoded);
  return sha256 === undefined || name === undefined ? [] : [{ name, sha256 }];
};

/** Percent-encoding leaves usual asset names as they are, and an unusual one on its line. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

const decode = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** Leaves out the less telling parts before it cuts; the trailers have them all. */
const renderSubject = ({ artifact, version, ring, batch }: CommitFacts): string => {
  const short = `Upgrade ${artifact} to ${version}`;
  const middle = `${short} on ${ring}`;
  const subjects = [batch === undefined ? middle : `${middle}, batch ${batch}`, middle, short];
  return subjects.find((subject) => subject.length <= LONGEST_SUBJECT) ?? cutText(short, LONGEST_SUBJECT);
};
