import type { ArgoApplication, ResourceNote } from './application.ts';
import { decodeNote, decodeRevisions, LONGEST_MESSAGE, nameResource } from './decode-operation.ts';
import {
  isObject,
  type Json,
  readList,
  readName,
  readObject,
  readObjects,
  readText,
  readTime,
  readWord,
  words,
} from './read-json.ts';
import { cutText, EMPTY, shareList, shareText } from './share.ts';

const MOST_NOTES = 3;
const MOST_ERRORS = 5;
const MOST_IMAGES = 50;

const SYNC = words('Synced', 'OutOfSync');
const HEALTH = words('Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing');
const ERRORS = words('ComparisonError', 'InvalidSpecError', 'SyncError', 'UnknownError', 'DeletionError');

type Status = Pick<
  ArgoApplication,
  | 'sync'
  | 'revisions'
  | 'health'
  | 'healthSince'
  | 'healthMessage'
  | 'unwell'
  | 'outOfSync'
  | 'synced'
  | 'reconciledAt'
  | 'errors'
  | 'images'
>;

/** `status` of an Application. Before its first comparison all of it is Unknown. */
export const decodeStatus = (status: Json): Status => {
  const sync = readObject(status['sync']);
  const health = readObject(status['health']);
  return {
    sync: readWord(sync['status'], SYNC, 'Unknown'),
    revisions: decodeRevisions(sync),
    health: readWord(health['status'], HEALTH, 'Unknown'),
    healthSince: readTime(health['lastTransitionTime']),
    healthMessage: cutText(readText(health['message']), LONGEST_MESSAGE),
    ...decodeResources(status['resources']),
    synced: decodeRevisions(readObject(readList(status['history']).at(-1))),
    reconciledAt: readTime(status['reconciledAt']),
    errors: decodeErrors(status['conditions']),
    images: decodeImages(readObject(status['summary'])['images']),
  };
};

/** What is broken is told before what is only not ready. */
const decodeResources = (raw: unknown): Pick<Status, 'unwell' | 'outOfSync'> => {
  const broken: ResourceNote[] = [];
  const unready: ResourceNote[] = [];
  const outOfSync: string[] = [];
  for (const resource of readObjects(raw)) {
    if (resource['status'] === 'OutOfSync' && outOfSync.length < MOST_NOTES) outOfSync.push(nameResource(resource));
    const { status, message } = readObject(resource['health']);
    if (readText(status) === '' || status === 'Healthy') continue;
    const notes = status === 'Degraded' || status === 'Missing' ? broken : unready;
    if (notes.length < MOST_NOTES) notes.push(decodeNote(resource, readText(message) || status));
  }
  const unwell = [...broken, ...unready].slice(0, MOST_NOTES);
  return { unwell: unwell.length > 0 ? unwell : EMPTY, outOfSync: shareList(outOfSync) };
};

const decodeErrors = (raw: unknown): Status['errors'] => {
  const errors: Status['errors'][number][] = [];
  for (const { type, message, lastTransitionTime } of readObjects(raw)) {
    const known = readWord(type, ERRORS, undefined);
    if (known === undefined) continue;
    errors.push({
      type: known,
      message: cutText(readText(message), LONGEST_MESSAGE),
      since: readTime(lastTransitionTime),
    });
    if (errors.length === MOST_ERRORS) break;
  }
  return errors.length > 0 ? errors : EMPTY;
};

const decodeImages = (raw: unknown): readonly string[] => {
  const images = readList(raw)
    .map(readName)
    .filter((image) => image !== '');
  return shareList(images.slice(0, MOST_IMAGES));
};

/** What the source hydrator says of an Application that has one; empty commits before its first success. */
export const decodeHydrated = (hydrator: unknown, raw: unknown): ArgoApplication['hydrated'] => {
  if (!isObject(hydrator)) return undefined;
  const { lastSuccessfulOperation, lastComparedDryRevision } = readObject(raw);
  const { drySHA, hydratedSHA } = readObject(lastSuccessfulOperation);
  return {
    drySha: shareText(readName(drySHA)),
    lastComparedDry: shareText(readName(lastComparedDryRevision)) || undefined,
    hydratedSha: shareText(readName(hydratedSHA)),
  };
};
