import type { Change, Kept, Store } from './collection.ts';
import { API_VERSION } from './render.ts';
import { ApiRefusal, expired } from './status.ts';

const KINDS = { applications: 'ApplicationList', appprojects: 'AppProjectList' } as const;

/**
 * A page of a list. Its token says up to which name and as of which version; the pages are of one snapshot, which is gone once it is compacted.
 * (The sandbox goes on with what is there: a change between two pages is told by the watch from the version of the list.)
 */
export const listObjects = (
  store: Store,
  resource: Change['resource'],
  matches: (labels: Kept['labels']) => boolean,
  query: URLSearchParams,
): Readonly<Record<string, unknown>> => {
  const token = query.get('continue');
  const { after, version } = token ? parseToken(token) : { after: '', version: store.version() };
  if (version < store.compacted() && token) throw expired(version);
  const limit = Number(query.get('limit') ?? 0) || Number.POSITIVE_INFINITY;
  const all = store
    .list(resource)
    .filter(({ name, labels }) => name > after && matches(labels))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const page = all.slice(0, limit);
  const last = page.at(-1);
  const rest = all.length - page.length;
  return {
    apiVersion: API_VERSION,
    kind: KINDS[resource],
    metadata: {
      resourceVersion: String(version),
      ...(rest > 0 && last && { continue: renderToken(last.name, version), remainingItemCount: rest }),
    },
    items: page.map(({ render }) => render()),
  };
};

const renderToken = (after: string, version: number): string =>
  Buffer.from(JSON.stringify({ after, version })).toString('base64url');

const parseToken = (token: string): { readonly after: string; readonly version: number } => {
  try {
    const { after, version } = JSON.parse(Buffer.from(token, 'base64url').toString()) as Record<string, unknown>;
    if (typeof after === 'string' && typeof version === 'number') return { after, version };
  } catch {
    // Told below.
  }
  throw new ApiRefusal(400, 'BadRequest', 'continue key is not valid');
};
