import { expect, test } from 'vitest';
import { at, block, pass, seen, settling, wait } from './status-comment.test-data.ts';

/** The comment while Argo CD brings a ring to a version. */

const ARGO = 'https://argocd.example.com/applications/argocd';
const HELP = 'their clusters do it by themselves; team operators can give them their time again, `/rollout retry`';

test('on the way, with what holds nodes up, the slowest and its own time', () => {
  const states = [
    { kind: 'live', nodes: 9 },
    { kind: 'draining', nodes: 2 },
    { kind: 'waiting', nodes: 1 },
  ] as const;
  const groups = [
    {
      kind: 'waiting' as const,
      message: 'a sync window of its AppProject holds it until 2026-11-22 16:00 UTC; a sync by hand is allowed',
      nodes: ['party-0003'],
      since: at(14, 3),
      link: `${ARGO}/party-0003`,
    },
  ];
  const slowest = [
    {
      node: 'party-0007',
      kind: 'draining' as const,
      since: at(14, 2),
      until: at(14, 17),
      link: `${ARGO}/party-0007`,
    },
  ];
  const live = wait('live', '3 of 12 nodes to become live', HELP, at(14, 45));
  expect(seen(settling({ live: 9, syncing: 3, states, groups, slowest }, [pass('budget'), live])))
    .toMatchInlineSnapshot(`
    "**canary: 9 of 12 live, 2 draining, 1 waiting** since 2026-11-22 14:02 UTC

    \`███████████████░░░░░\` 75 %, merged 2026-11-22 14:00 UTC as d4e5f6a7b8

    - 1 node since 2026-11-22 14:03 UTC: \`a sync window of its AppProject holds it until 2026-11-22 16:00 UTC; a sync by hand is allowed\` ([\`party-0003\`](https://argocd.example.com/applications/argocd/party-0003))
    - slowest: [\`party-0007\`](https://argocd.example.com/applications/argocd/party-0007), draining since 2026-11-22 14:02 UTC, which may take until 2026-11-22 14:17 UTC

    Waits for 3 of 12 nodes to become live. Their clusters do it by themselves; team operators can give them their time again, \`/rollout retry\`. Overdue after 2026-11-22 14:45 UTC."
  `);
});

test('stopped by one illness on many nodes, within the budget', () => {
  const message = 'ImagePullBackOff registry.example.com/cordapps/trade:1.4.0: not found';
  const nodes = ['party-0001', 'party-0002', 'party-0003', 'party-0004', 'party-0005'];
  const groups = [{ message, nodes, since: at(14, 6), link: `${ARGO}/party-0001` }];
  const stop = block(
    'budget',
    'ring canary: 5 of 12 are unwell for one and the same reason, so it is the version and not the nodes',
    'solve it and comment `/rollout retry`, or take the nodes back: `/rollback canary "reason"`',
    'gate-alike',
  );
  expect(seen(settling({ live: 6, syncing: 1, degraded: 5, alike: 5, groups }, [stop]))).toMatchInlineSnapshot(`
    "**canary: stopped, 5 of 12 degraded**

    \`██████████░░░░░░░░░░\` 50 %, merged 2026-11-22 14:00 UTC as d4e5f6a7b8

    - 5 nodes since 2026-11-22 14:06 UTC: \`ImagePullBackOff registry.example.com/cordapps/trade:1.4.0: not found\` ([\`party-0001\`](https://argocd.example.com/applications/argocd/party-0001), \`party-0002\`, \`party-0003\`, \`party-0004\`, \`party-0005\`)

    Reason: ring canary: 5 of 12 are unwell for one and the same reason, so it is the version and not the nodes.

    Next: solve it and comment \`/rollout retry\`, or take the nodes back: \`/rollback canary "reason"\`."
  `);
});
