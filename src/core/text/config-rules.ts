import { errorAt, type Place, type Problem } from '../problem.ts';
import { printable } from './printable.ts';

/** Sentences about settings that are each right but do not go together. */

export const ringTwice = (at: Place, ring: string): Problem =>
  errorAt('config-ring-twice', at, `there are two rings "${ring}"`, 'give one of them another name');

export const restRingNotLast = (at: Place, ring: string): Problem =>
  errorAt(
    'config-rest-ring',
    at,
    `ring "${ring}" chooses no nodes, so it takes the rest, and is not the last`,
    'say which nodes belong to it under "nodes", or move it to the end',
  );

export const sharedImage = (at: Place, artifact: string, image: string, other: string): Problem =>
  errorAt(
    'config-image-twice',
    at,
    `artifact "${artifact}": image ${printable(image)} belongs to "${other}" already, so its version would have two meanings`,
    'leave it with one of the two',
  );

export const sharedJar = (at: Place, artifact: string, jar: string, other: string): Problem =>
  errorAt(
    'config-jar-twice',
    at,
    `artifact "${artifact}": jar ${printable(jar)} belongs to "${other}" already`,
    'leave it with one of the two',
  );

export const markersOnly = (at: Place, artifact: string): Problem => ({
  ...errorAt(
    'config-no-image',
    at,
    `artifact "${artifact}" has neither image nor jar, so only values marked "# cordage: ${artifact}" are its pins`,
    'name its image or the URL of its JAR, unless marks are what is meant',
  ),
  severity: 'warning',
});

export const percentsTooMuch = (at: Place, sum: number): Problem =>
  errorAt('config-percents', at, `the percents of the rings add up to ${sum}`, 'let them add up to 100 at most');

export const percentNotAlone = (at: Place, ring: string): Problem =>
  errorAt(
    'config-percent-mixed',
    at,
    `ring "${ring}": percent stands beside another choice, and it is a share of what no other choice takes`,
    'let percent stand alone, or leave it out',
  );

/** @param known what R3 states */
export const platformVersionOther = (at: Place, release: string, declared: number, known: number): Problem =>
  errorAt(
    'config-platform-version',
    at,
    `platformVersions says ${declared} of Corda ${release}, and R3 says ${known}`,
    'take it out; only releases that "cordage releases" does not show need it',
  );

export const emptySelector = (at: Place, ring: string): Problem =>
  errorAt(
    'config-selector-empty',
    at,
    `ring "${ring}": nodes says nothing`,
    'write {labels: {ring: canary}}, or leave "nodes" out in the last ring, which then takes the rest',
  );

/** @param what `ring`, `artifact` */
export const reservedName = (at: Place, what: string, name: string): Problem =>
  errorAt(
    'config-name-reserved',
    at,
    `${what} "${name}" is called like a word of commands, so no command could name it`,
    'give it another name',
  );

export const allNotLast = (at: Place): Problem =>
  errorAt(
    'config-ring-all',
    at,
    'ring "all" is not the last, and "/rollout all" means to the last one',
    'give it another name, or move it to the end',
  );
