import type { Change } from '../manifests/edit.ts';
import { cutTag } from '../manifests/image.ts';
import { scalarOf, type Candidate, type Scalar } from '../manifests/manifest.ts';
import { fail, succeed, type Outcome, type Place } from '../problem.ts';
import * as say from '../text/rollback-problems.ts';

/**
 * The changes that make a pin say what it said formerly, each scalar in the style it had. Refuses where another scalar than
 * these says a part of it, for such a mixture never ran.
 */
export const restorePin = (now: Candidate, former: Candidate, at: Place): Outcome<readonly Change[]> => {
  if (isDigested(now) || isDigested(former)) return fail(say.pinnedByDigest(at));
  if (now.kind === 'jar' && former.kind === 'jar') return restoreJar(now, former, at);
  const [text, formerText] = [scalarOf(now), scalarOf(former)];
  if (now.kind !== former.kind || !text || !formerText) return fail(say.formerShape(at));
  if (now.kind === 'image' && former.kind === 'image') {
    // A whole reference brings its name along; elsewhere the name is a value of its own.
    const [whole, formerWhole] = [isWhole(text, now), isWhole(formerText, former)];
    if (whole !== formerWhole) return fail(say.formerShape(at));
    const isSame = now.name === former.name && now.alias === former.alias;
    if (!whole && !isSame) return fail(say.formerImage(at, now.name, former.name));
  }
  return succeed(change(text, formerText));
};

type Of<K extends Candidate['kind']> = Extract<Candidate, { kind: K }>;

const restoreJar = (now: Of<'jar'>, former: Of<'jar'>, at: Place): Outcome<readonly Change[]> => {
  const url = change(now.url, former.url);
  if (now.sha256 && former.sha256) return succeed([...url, ...change(now.sha256, former.sha256)]);
  return now.sha256 || former.sha256 ? fail(say.checksumChanged(at, now.sha256 !== undefined)) : succeed(url);
};

const change = (now: Scalar, { value, style }: Scalar): readonly Change[] =>
  now.value === value ? [] : [{ scalar: now, value, style }];

const isDigested = (candidate: Candidate): boolean => {
  if (candidate.kind === 'jar') return false;
  if (candidate.kind === 'image' && candidate.digest) return true;
  return cutTag(scalarOf(candidate)?.value ?? '').digest !== undefined;
};

const isWhole = ({ value }: Scalar, { bare }: Of<'image'>): boolean => !bare && cutTag(value).before !== '';
