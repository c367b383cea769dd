import type { ArgoApplication, InstanceView } from '../argo/application.ts';
import { expectOf, imagesByNode } from '../argo/expect.ts';
import type { Expectation } from '../argo/expectation.ts';
import { judgeNodes } from '../argo/judge-nodes.ts';
import type { Matched } from '../argo/match.ts';
import type { NodeVerdict } from '../argo/verdict.ts';
import type { Network } from '../network/network.ts';
import { versionsByNode } from '../network/summary.ts';
import { neverCommitted } from '../text/cli-status.ts';
import type { Row } from './rows.ts';
import type { Touched } from './touched.ts';

/** What the clusters show, and what git says of it. */
export type Sight = {
  readonly network: Network;
  readonly rows: readonly Row[];
  readonly touched: ReadonlyMap<Row, Touched>;
  readonly views: readonly InstanceView[];
  readonly matched: Matched;
  readonly isOurs: (repoUrl: string) => boolean;
  /** Whether a revision has the commit; undefined where git does not know the revision. */
  readonly contains: (commit: string, revision: string) => boolean | undefined;
  /** When the checkout was read; milliseconds. */
  readonly readAt: number;
  readonly now: number;
};

/** Whether each node of each row runs what its pins say, since the commit that touched them last. */
export const judgeRows = (sight: Sight): ReadonlyMap<Row, ReadonlyMap<string, NodeVerdict>> => {
  const { rows, touched, views, matched, readAt } = sight;
  const expecting = createExpecting(sight);
  return new Map(
    rows.map((row) => {
      const commit = touched.get(row);
      if (!commit) return [row, uncommitted(row, readAt)];
      const expectation = expecting(row, commit);
      return [row, judgeNodes({ nodes: row.nodes, matched, views, expectation, movedAt: commit.at })];
    }),
  );
};

const createExpecting = ({ network, views, isOurs, contains, now }: Sight) => {
  const windows = new Map(views.map((view) => [view.name, view.windows]));
  const pinned = new Map(
    network.artifacts.map(({ name }) => [
      name,
      { versions: versionsByNode(network, name), images: imagesByNode(network, name) },
    ]),
  );
  return ({ artifact }: Row, { commit, at }: Touched) => {
    const pins = pinned.get(artifact.name);
    return (application: ArgoApplication, node: string): Expectation =>
      expectOf({
        artifact,
        version: pins?.versions.get(node)?.[0] ?? '',
        images: pins?.images.get(node) ?? [],
        commit,
        movedAt: at,
        contains: (revision) => contains(commit, revision),
        isOurs,
        hooks: network.hooks.get(node) ?? [],
        windows: windows.get(application.instance)?.get(application.project),
        refreshAskedAt: undefined,
        settle: network.policy.argocd.settle,
        now,
      });
  };
};

const uncommitted = ({ nodes }: Row, since: number): ReadonlyMap<string, NodeVerdict> =>
  new Map(nodes.map((node) => [node, { kind: 'unknown', since, message: neverCommitted() }]));

/** Which commits git is to be asked about, by the revisions that Argo CD is at. */
export const listRevisions = ({
  rows,
  touched,
  matched,
}: Pick<Sight, 'rows' | 'touched' | 'matched'>): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const row of rows) {
    const commit = touched.get(row)?.commit;
    if (commit === undefined) continue;
    for (const node of row.nodes) {
      for (const { revisions, operation, hydrated } of matched.byNode.get(node) ?? []) {
        const dry = hydrated ? [hydrated.drySha, hydrated.lastComparedDry ?? ''] : [];
        for (const revision of [...revisions, ...(operation?.revisions ?? []), ...dry]) {
          const commits = found.get(revision);
          if (commits) commits.add(commit);
          else found.set(revision, new Set([commit]));
        }
      }
    }
  }
  return found;
};
