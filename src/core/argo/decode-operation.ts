import type { ArgoOperation, ResourceNote } from './application.ts';
import {
  isObject,
  type Json,
  readCount,
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

/** What is kept of a message: its cause is at its beginning. */
export const LONGEST_MESSAGE = 300;
const MOST_HOOKS = 5;
const MOST_DONE = 10;
const MOST_FAILURES = 3;
const MOST_SELECTED = 3;
/** As many as an Application has sources. */
const MOST_REVISIONS = 50;

const PHASES = words('Running', 'Terminating', 'Succeeded', 'Failed', 'Error');
const HOOK_PHASES = words('Running', 'Failed', 'Error', 'Terminating');

/** `status.operationState`; a phase not known counts as Running, which ends no wait. */
export const decodeOperation = (raw: unknown): ArgoOperation | undefined => {
  if (!isObject(raw)) return undefined;
  const { sync, initiatedBy } = readObject(raw['operation']);
  const result = readObject(raw['syncResult']);
  const synced = decodeRevisions(result);
  const phase = readWord(raw['phase'], PHASES, 'Running');
  const done = phase === 'Running' ? decodeDone(result['resources']) : EMPTY;
  return {
    phase,
    startedAt: readTime(raw['startedAt']) ?? 0,
    finishedAt: readTime(raw['finishedAt']),
    retryCount: readCount(raw['retryCount']),
    message: cutText(readText(raw['message']), LONGEST_MESSAGE),
    revisions: synced.length > 0 ? synced : decodeRevisions(readObject(sync)),
    partial: readList(readObject(sync)['resources']).length > 0,
    selected: shareList(readObjects(readObject(sync)['resources']).slice(0, MOST_SELECTED).map(nameResource)),
    by: shareText(readName(readObject(initiatedBy)['username'])) || 'automated',
    ...decodeResults(result['resources']),
    ...(done.length > 0 && { done }),
  };
};

/** Of use while others run: Argo CD does not say when a hook began. */
const decodeDone = (raw: unknown): readonly string[] => {
  const hooks = readObjects(raw).filter((result) => readText(result['hookType']) !== '');
  const done = hooks.filter(({ hookPhase }) => hookPhase === 'Succeeded');
  return shareList(done.slice(0, MOST_DONE).map(nameResource));
};

/** `revisions` of several sources, else `revision` of the one; none before the first comparison. */
export const decodeRevisions = ({ revision, revisions }: Json): readonly string[] => {
  const several = readList(revisions);
  if (several.length > 0) return shareList(several.slice(0, MOST_REVISIONS).map(readName));
  const one = readName(revision);
  return one === '' ? EMPTY : shareList([one]);
};

/**
 * Argo CD writes a phase for resources that are no hooks as well: in a sync of several waves they are waited for.
 */
const decodeResults = (raw: unknown): Pick<ArgoOperation, 'hooks' | 'failures'> => {
  const hooks: ArgoOperation['hooks'][number][] = [];
  const failures: ResourceNote[] = [];
  for (const result of readObjects(raw)) {
    const phase = readHookPhase(result['hookPhase']);
    if (readText(result['hookType']) !== '') {
      if (phase !== undefined && hooks.length < MOST_HOOKS)
        hooks.push({ ...decodeNote(result, result['message']), phase });
    } else if (failures.length < MOST_FAILURES && hasFailed(result['status'], phase))
      failures.push(decodeNote(result, result['message']));
  }
  return { hooks: hooks.length > 0 ? hooks : EMPTY, failures: failures.length > 0 ? failures : EMPTY };
};

/** Undefined: it succeeded, or has not begun. */
const readHookPhase = (value: unknown): ArgoOperation['hooks'][number]['phase'] | undefined =>
  value === 'Succeeded' || readText(value) === '' ? undefined : readWord(value, HOOK_PHASES, 'Running');

const hasFailed = (status: unknown, phase: string | undefined): boolean =>
  status === 'SyncFailed' || phase === 'Failed' || phase === 'Error';

/** `StatefulSet/corda`, and what is said of it. */
export const decodeNote = (resource: Json, message: unknown): ResourceNote => ({
  resource: nameResource(resource),
  message: cutText(readText(message), LONGEST_MESSAGE),
});

export const nameResource = ({ kind, name }: Json): string => shareText(`${readName(kind)}/${readName(name)}`);
