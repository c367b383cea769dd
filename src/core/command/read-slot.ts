import { fail, succeed, type Outcome } from '../problem.ts';
import { isVersion } from '../release/template.ts';
import * as say from '../text/command-problems.ts';
import type { Vocabulary } from './command.ts';
import type { SlotName } from './slot.ts';
import { RESERVED_NAMES } from './table.ts';

/** Longest name that Kubernetes gives anything. */
const LONGEST_NODE = 253;

/** A node's name or a glob of names, as Kubernetes writes names. No slash, no dash in front: it is never taken for a path or an option. */
const GLOB = /^[A-Za-z0-9*?][A-Za-z0-9._*?-]*$/;
const NODE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

type Reader = (word: string, vocabulary: Vocabulary) => Outcome<string>;

const readRing: Reader = (word, vocabulary) => {
  const ring = word.toLowerCase();
  if (vocabulary.rings.includes(ring)) return succeed(ring);
  return fail(say.unknownRing(word, vocabulary.rings));
};

const readUpTo: Reader = (word, vocabulary) =>
  word.toLowerCase() === 'all' ? succeed('all') : readRing(word, vocabulary);

/** The only word after the command, so it may be meant for anything that stands there. */
const readGoal: Reader = (word, vocabulary) => {
  const goal = word.toLowerCase();
  if (goal === 'all' || goal === 'next' || vocabulary.rings.includes(goal)) return succeed(goal);
  const { rings, artifacts } = vocabulary;
  const joined = splitJoined(word, artifacts);
  if (joined) return fail(say.joinedVersion(word, joined.artifact, joined.version));
  if (/^v?\d+(?:\.\d+)+/i.test(word)) return fail(say.artifactMissing(word, artifacts));
  return fail(say.unknownRing(word, [...rings, 'all', 'next'], [...RESERVED_NAMES, ...artifacts]));
};

/** `trade@1.4.0` and other ways to write an artifact and its version in one word. */
const splitJoined = (
  word: string,
  artifacts: readonly string[],
): { readonly artifact: string; readonly version: string } | undefined => {
  const longestFirst = artifacts.toSorted((a, b) => b.length - a.length);
  const artifact = longestFirst.find((name) =>
    /^[@:=/-]/.test(word.toLowerCase().startsWith(name) ? word.slice(name.length) : ''),
  );
  const version = word.slice((artifact?.length ?? 0) + 1);
  return artifact !== undefined && isTellingVersion(version) ? { artifact, version } : undefined;
};

const readArtifact: Reader = (word, vocabulary) => {
  const artifact = word.toLowerCase();
  const { artifacts, rings } = vocabulary;
  if (artifacts.includes(artifact)) return succeed(artifact);
  const joined = splitJoined(word, artifacts);
  if (joined) return fail(say.joinedVersion(word, joined.artifact, joined.version));
  return fail(say.unknownArtifact(word, artifacts, [...rings, ...RESERVED_NAMES]));
};

/** `please` and `latest` could be versions by their letters; a version that somebody means has a digit. */
const isTellingVersion = (word: string): boolean => isVersion(word) && /\d/.test(word);

const readVersion: Reader = (word, { rings }) => {
  if (rings.includes(word.toLowerCase())) return fail(say.ringForVersion(word));
  return isTellingVersion(word) ? succeed(word) : fail(say.notAVersion(word));
};

const readNodes: Reader = (word) => {
  if (word.toLowerCase() === 'until') return fail(say.globMissing());
  return GLOB.test(word) && word.length <= LONGEST_NODE ? succeed(word) : fail(say.notAGlob(word));
};

/** Whether it is there is asked later, with the network at hand; a ring is known by then, too. */
const readTarget: Reader = (word, { rings }) => {
  if (rings.includes(word.toLowerCase())) return succeed(word.toLowerCase());
  return NODE.test(word) && word.length <= LONGEST_NODE ? succeed(word) : fail(say.notATarget(word, rings));
};

const readDay: Reader = (word) => (isDay(word) ? succeed(word) : fail(say.notADay(word)));

/** Whether the text is a day of the calendar, `2026-12-01`. */
export const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const readSubject: Reader = (word, { overridable }) => {
  const subject = overridable.find((name) => name.toLowerCase() === word.toLowerCase());
  return subject === undefined ? fail(say.unknownSubject(word, overridable)) : succeed(subject);
};

/** What a word says in each place; names as `cordage.yaml` spells them. */
export const READERS: Readonly<Record<SlotName, Reader>> = {
  goal: readGoal,
  artifact: readArtifact,
  version: readVersion,
  upTo: readUpTo,
  ring: readRing,
  targets: readTarget,
  nodes: readNodes,
  until: readDay,
  subject: readSubject,
};
