import { expect, test } from 'vitest';
import type { GateName } from '../gates/gate.ts';
import type { PullStatus } from './pull-status.ts';
import { APPROVAL, at, block, GRANT, pass, seen, settling, wait } from './status-comment.test-data.ts';

const SOAK = wait(
  'soak',
  'its nodes to stay live for 30 min',
  'it ends by itself if nothing degrades; whoever may override can pass over it: `/override soak "reason"`',
  at(14, 32),
);

test('waiting for approval, and then for a word', () => {
  const verdicts = [pass('pause'), GRANT, APPROVAL, wait('checks', '`build` to succeed')];
  expect(seen({ kind: 'waiting', verdicts })).toMatchInlineSnapshot(`
    "**canary: waiting for approval** since 2026-11-22 14:02 UTC

    Waits for 1 approval. Team operators but olivia, who asked for it, can approve. Overdue after 2026-11-23 14:02 UTC.

    Then:
    - \`build\` to succeed
    - \`/rollout canary\`"
  `);
});

test('ready, and nothing but a word is missing', () => {
  expect(seen({ kind: 'waiting', verdicts: [pass('pause'), GRANT, pass('approvals')] })).toMatchInlineSnapshot(`
    "**canary: ready, waiting for \`/rollout canary\`** since 2026-11-22 14:02 UTC

    Waits for \`/rollout canary\` by team operators. Overdue after 2026-11-23 14:02 UTC."
  `);
});

test('frozen, with a gate that was overridden', () => {
  const verdicts = [
    pass('checks', 'passed over by olivia 2026-11-22 14:00 UTC: "the runner is down"'),
    wait(
      'freeze',
      'the freeze "month end" (Fri 18:00 - Mon 07:00 UTC) to end; open again 2026-11-23 07:00 UTC',
      'whoever may override can lift it: `/override freeze "reason"`',
      at(31),
    ),
  ];
  expect(seen({ kind: 'waiting', verdicts })).toMatchInlineSnapshot(`
    "**canary: frozen until 2026-11-23 07:00 UTC** since 2026-11-22 14:02 UTC

    Waits for the freeze "month end" (Fri 18:00 - Mon 07:00 UTC) to end; open again 2026-11-23 07:00 UTC. Whoever may override can lift it: \`/override freeze "reason"\`.

    Lifted:
    - \`checks\`: passed over by olivia 2026-11-22 14:00 UTC: "the runner is down""
  `);
});

test('paused', () => {
  const pause = wait(
    'pause',
    'trade 1.4.0 to be resumed; olivia paused it: "month end"',
    'team operators can comment `/rollout resume "reason"`',
  );
  expect(seen({ kind: 'waiting', verdicts: [pause] }, { pause: { by: 'olivia', network: false } }))
    .toMatchInlineSnapshot(`
      "**canary: paused by olivia** since 2026-11-22 14:02 UTC

      Waits for trade 1.4.0 to be resumed; olivia paused it: "month end". Team operators can comment \`/rollout resume "reason"\`. Overdue after 2026-11-23 14:02 UTC."
    `);
  expect(seen({ kind: 'waiting', verdicts: [pause] }, { pause: { by: 'olivia', network: true } })).toContain(
    '**canary: the network is paused by olivia** since',
  );
});

test('a block comes before a wait', () => {
  const failed = block(
    'checks',
    'the check `build` failed',
    'look at it and run it again, or `/override checks "reason"`',
  );
  expect(seen({ kind: 'waiting', verdicts: [APPROVAL, failed] })).toMatchInlineSnapshot(`
    "**canary: stopped, a required check failed**

    Reason: the check \`build\` failed.

    Then:
    - 1 approval

    Next: look at it and run it again, or \`/override checks "reason"\`."
  `);
});

test('overdue', () => {
  const late = block(
    'approvals',
    'gate approvals waits since 2026-11-15 14:02 UTC for 1 approval; that was due 2026-11-22 14:02 UTC',
    'team operators can approve',
    'gate-overdue',
  );
  expect(seen({ kind: 'waiting', verdicts: [late] })).toMatchInlineSnapshot(`
    "**canary: overdue, waiting for approval**

    Reason: gate approvals waits since 2026-11-15 14:02 UTC for 1 approval; that was due 2026-11-22 14:02 UTC.

    Next: team operators can approve."
  `);
  const headOf = (gate: GateName, more?: Partial<PullStatus>): string | undefined =>
    seen({ kind: 'waiting', verdicts: [block(gate, 'a', 'b', 'gate-overdue')] }, more).split('\n')[0];
  expect(headOf('pause', { pause: { by: 'olivia', network: false } })).toBe('**canary: overdue, paused by olivia**');
  expect(headOf('grant')).toBe('**canary: overdue, waiting for `/rollout canary`**');
  expect(headOf('live')).toBe('**canary: overdue, waiting for nodes to become live**');
});

test('about to merge', () => {
  expect(seen({ kind: 'waiting', verdicts: [pass('approvals')] })).toMatchInlineSnapshot(`
    "**canary: about to merge**

    12 nodes move to trade 1.4.0."
  `);
});

test('on the way', () => {
  const groups = [{ message: 'draining, 2 flows in flight', nodes: ['party-0007'], since: at(14, 5) }];
  const live = wait(
    'live',
    '3 of 12 nodes to become live',
    'their clusters do it by themselves; team operators can give them their time again, `/rollout retry`',
    at(14, 45),
  );
  expect(seen(settling({ live: 9, syncing: 2, unknown: 1, groups }, [pass('budget'), live, SOAK])))
    .toMatchInlineSnapshot(`
      "**canary: 9 of 12 live, 2 syncing, 1 unknown** since 2026-11-22 14:02 UTC

      \`███████████████░░░░░\` 75 %, merged 2026-11-22 14:00 UTC as d4e5f6a7b8

      - 1 node since 2026-11-22 14:05 UTC: \`draining, 2 flows in flight\` (\`party-0007\`)

      Waits for 3 of 12 nodes to become live. Their clusters do it by themselves; team operators can give them their time again, \`/rollout retry\`. Overdue after 2026-11-22 14:45 UTC.

      Then:
      - its nodes to stay live for 30 min"
    `);
});

test('soaking, and the next ring is behind a pause', () => {
  expect(seen(settling({}, [pass('budget'), pass('live'), SOAK]))).toMatchInlineSnapshot(`
    "**canary: live, soaking until 2026-11-22 14:32 UTC** since 2026-11-22 14:02 UTC

    \`████████████████████\` 100 %, merged 2026-11-22 14:00 UTC as d4e5f6a7b8

    Waits for its nodes to stay live for 30 min. It ends by itself if nothing degrades; whoever may override can pass over it: \`/override soak "reason"\`."
  `);
  expect(seen(settling({ live: 11, degraded: 1 }, [SOAK]))).toContain(
    '**canary: 11 of 12 live, 1 degraded; soaking until 2026-11-22 14:32 UTC**',
  );
  const paused = wait('pause', '`/rollout resume`');
  expect(seen(settling({}, [paused, SOAK]), { pause: { by: 'olivia', network: false } })).toContain(
    '**canary: 12 of 12 live; paused by olivia** since',
  );
});

test('stopped', () => {
  const message = 'Back-off pulling image "registry.example.com/cordapps/trade:1.4.0"';
  const nodes = ['party-0001', 'party-0002', 'party-0003', 'party-0004', 'party-0005'];
  const stop = block(
    'budget',
    'ring canary: 5 of 12 degraded (budget 1)',
    'solve it and comment `/rollout retry`, or take the nodes back: `/rollback canary "reason"`',
  );
  const groups = [{ message, nodes, since: at(14, 6) }];
  expect(seen(settling({ live: 6, syncing: 1, degraded: 5, groups }, [stop, SOAK]))).toMatchInlineSnapshot(`
    "**canary: stopped, 5 of 12 degraded**

    \`██████████░░░░░░░░░░\` 50 %, merged 2026-11-22 14:00 UTC as d4e5f6a7b8

    - 5 nodes since 2026-11-22 14:06 UTC: \`Back-off pulling image "registry.example.com/cordapps/trade:1.4.0"\` (\`party-0001\`, \`party-0002\`, \`party-0003\`, \`party-0004\`, \`party-0005\`)

    Reason: ring canary: 5 of 12 degraded (budget 1).

    Then:
    - its nodes to stay live for 30 min

    Next: solve it and comment \`/rollout retry\`, or take the nodes back: \`/rollback canary "reason"\`."
  `);
});

test('late, and nothing degraded', () => {
  const late = block('live', 'ring canary: 3 of 12 not live 45 min after that', 'solve it', 'gate-not-live');
  const headOf = (counts: Parameters<typeof settling>[0]): string | undefined =>
    seen(settling(counts, [late])).split('\n')[0];
  expect(headOf({ live: 9, syncing: 3, late: 3 })).toBe('**canary: stopped, 3 of 12 not live in time**');
  expect(headOf({ live: 9, syncing: 1, degraded: 2, late: 1 })).toBe(
    '**canary: stopped, 2 of 12 degraded, 1 of 12 not live in time**',
  );
  expect(headOf({ live: 9, syncing: 3 })).toBe('**canary: stopped, 9 of 12 live, 3 syncing**');
});

test('a part that is well in a ring that is not', () => {
  const over = block('budget', 'ring canary: 4 of 24 degraded', 'solve it', 'gate-budget');
  const groups = [
    { kind: 'degraded', message: 'OOMKilled', nodes: ['a', 'b', 'c', 'd'], since: at(15), link: undefined },
  ] as const;
  const part = settling({}, [over]);
  const ring = settling({ nodes: 24, live: 20, degraded: 4, groups }, []);
  const whole = ring.kind === 'settling' ? ring.progress : undefined;
  const told = seen({ ...part, whole } as typeof part);
  expect(told.split('\n')[0]).toBe('**canary: stopped, 4 of 24 degraded**');
  expect(told).toContain('100 % of this batch, merged 2026-11-22 14:00 UTC');
  expect(told).toContain('- 4 nodes since 2026-11-22 15:00 UTC: `OOMKilled`');
  const waits = settling({}, [wait('live', '4 of 24 nodes to become live')]);
  expect(seen({ ...waits, whole } as typeof part).split('\n')[0]).toContain(
    '**canary: 12 of 12 live here, 20 of 24 live',
  );
});

test('live without an image that shows the version', () => {
  expect(seen(settling({ unproven: 12 }, [pass('live'), SOAK]))).toContain(
    '- 12 nodes live by sync and health alone: no image shows this version, so look at what runs',
  );
});

test('all live, and nothing to wait for', () => {
  expect(seen(settling({}, [pass('live')])).split('\n')[0]).toBe('**canary: 12 of 12 live**');
});
