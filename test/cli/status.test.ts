import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git } from '../git/world.ts';
import { makeJournalWorld, asked } from '../git/journal-world.ts';
import { call } from './call.ts';
import { commit, givenCheckout, live, MINUTE, NOW, osaka, status, tokyo } from './status-world.ts';

const images = (name: string): readonly string[] => [
  'r.example/corda:4.12',
  `r.example/trade:${name < 'c' ? '1.4.0' : '1.3.2'}`,
];
const allLive = (revision: string) =>
  ['a', 'b', 'c', 'd'].map((name) => live(name, revision, { images: images(name) }));

test('all that is live is fine', async () => {
  const { folder, second } = await givenCheckout();
  const answer = await status([folder], () => [tokyo(allLive(second)), osaka()]);
  expect(answer.text).toMatchInlineSnapshot(`
    "network small: 4 nodes in 2 rings
    Argo CD: tokyo 3 s ago, osaka 5 s ago

    corda  canary  ✔  2/2 live  4.12   changed 10 min ago
           all     ✔  2/2 live  4.12   changed 1 h ago
    trade  canary  ✔  2/2 live  1.4.0  changed 10 min ago
           all     ✔  2/2 live  1.3.2  changed 1 h ago

    drift: none
    "
  `);
  expect(answer).toMatchObject({ status: 0, notes: '' });
});

test('what is unwell, unknown or on its way is told with its reason', async () => {
  const { folder, first, second } = await givenCheckout();
  const applications = [
    live('a', second, { health: 'Degraded', healthMessage: 'ImagePullBackOff r.example/trade:1.4.0' }),
    live('b', first, { images: ['r.example/trade:1.3.2'], operation: undefined }),
    live('c', second, { instance: 'osaka' }),
    live('d', 'e'.repeat(40)),
  ];
  const away = osaka({ state: 'away', why: 'the API server cannot be reached', heardAt: NOW - 4 * MINUTE });
  const answer = await status([folder], () => [tokyo(applications), away]);
  expect(answer.text).toMatchInlineSnapshot(`
    "network small: 4 nodes in 2 rings
    Argo CD: tokyo 3 s ago, osaka away since 4 min (the API server cannot be reached)

    corda  canary  ✘  0/2 live, 1 waiting, 1 degraded  4.12   changed 10 min ago
           all     ?  0/2 live, 2 unknown              4.12   changed 1 h ago
    trade  canary  ✘  0/2 live, 1 waiting, 1 degraded  1.4.0  changed 10 min ago
           all     ?  0/2 live, 2 unknown              1.3.2  changed 1 h ago

    corda, trade on canary, judged against 27da9a5f0f
      1 node degraded for 5 min: ImagePullBackOff r.example/trade:1.4.0  (a)  https://argo.example/applications/argocd/a
      slowest: b waiting for 10 min: Argo CD has not seen the commit

    corda, trade on all, judged against 407c320bd1
      1 node unknown for 4 min: Argo CD osaka cannot be seen: the API server cannot be reached  (c)
      1 node unknown for 1 h: Argo CD is at a revision that git does not know here  (d)  https://argo.example/applications/argocd/d

    drift: none where Cordage can tell
      Argo CD osaka cannot be seen, last heard of 4 min ago
    "
  `);
  expect(answer.notes).toMatchInlineSnapshot(`
    "-  error    Argo CD osaka cannot be seen: the API server cannot be reached
                kubectl --context osaka get applications.argoproj.io -n argocd tells whether it is the network or Cordage
    -  warning  Argo CD is at a revision that this checkout does not have, for 1 node
                git pull, and look again
    1 error, 1 warning
    "
  `);
  expect(answer.status).toBe(1);
});

test('nodes on their way alone are no problem', async () => {
  const { folder, first, second } = await givenCheckout();
  const behind = live('a', first, { operation: undefined });
  const answer = await status([folder], () => [tokyo([behind, ...allLive(second).slice(1)]), osaka()]);
  expect(answer.status).toBe(0);
  expect(answer.text).toContain('1/2 live, 1 waiting');
});

test('a later commit that touches no pin turns nothing back', async () => {
  const { folder, second } = await givenCheckout();
  writeFileSync(join(folder, 'README.md'), 'words\n');
  const third = commit(folder, 'words', NOW - MINUTE);
  expect((await status([folder], () => [tokyo(allLive(third)), osaka()])).status).toBe(0);
  expect((await status([folder], () => [tokyo(allLive(second)), osaka()])).status).toBe(0);
});

test('pins that were never committed are unknown, and say so', async () => {
  const { folder, second } = await givenCheckout();
  git(folder, 'checkout', '--quiet', '--orphan', 'empty');
  git(folder, 'rm', '-r', '--quiet', '--cached', '.');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'nothing of it');
  const answer = await status([folder], () => [tokyo(allLive(second)), osaka()]);
  expect(answer.status).toBe(1);
  expect(answer.text).toContain('2 nodes unknown for 0 s: git has no commit of its pins here: commit and merge them');
});

test('without a kubeconfig it tells rings and versions, and what to do', async () => {
  const { folder } = await givenCheckout();
  const answer = await status([folder, '--watch'], () => [], { kubeconfig: '/no/such:/nor/such' });
  expect(answer.text).toMatchInlineSnapshot(`
    "network small: 4 nodes in 2 rings

    corda  canary  ·  2 nodes  4.12   changed 10 min ago
           all     ·  2 nodes  4.12   changed 1 h ago
    trade  canary  ·  2 nodes  1.4.0  changed 10 min ago
           all     ·  2 nodes  1.3.2  changed 1 h ago
    "
  `);
  expect(answer.notes).toMatchInlineSnapshot(`
    "-  error  no kubeconfig was found (looked for "/no/such", "/nor/such"), so no cluster is asked and nothing is known to be live
              name one with --kubeconfig PATH, or set KUBECONFIG as for kubectl
    1 error, 0 warnings
    "
  `);
  expect(answer.status).toBe(1);
});

test.each([
  ['a kubeconfig that is not there', ['--kubeconfig', 'no/such'], 'use-path'],
  ['a repository without an owner', ['--repository', 'manifests'], 'status-repository'],
])('%s is wrong use', async (_, more, code) => {
  const { folder } = await givenCheckout();
  expect(await status([folder, ...more], () => [])).toMatchObject({ status: 2, problems: [{ code }] });
});

test('a repository that nobody names has no Applications', async () => {
  const { folder, second } = await givenCheckout();
  git(folder, 'remote', 'remove', 'origin');
  const views = () => [tokyo(allLive(second)), osaka()];
  expect(await status([folder], views)).toMatchObject({ status: 1, problems: [{ code: 'status-no-repository' }] });
  expect((await status([folder, '--repository', 'acme/network-manifests'], views)).status).toBe(0);
});

test('an instance that is not read in time is told', async () => {
  const { folder, second } = await givenCheckout();
  const answer = await status([folder], () => [
    tokyo(allLive(second)),
    osaka({ state: 'reading', heardAt: undefined }),
  ]);
  expect(answer).toMatchObject({ status: 1, problems: [{ code: 'status-reading' }] });
});

test('open rollouts come from the journal of the checkout, unverified', async () => {
  const { folder, second } = await givenCheckout();
  const { open, world } = makeJournalWorld();
  const replica = await open();
  await replica.append(asked([{ kind: 'grant', rollout: 'trade@1.4.0', ring: 'canary' }]));
  git(folder, 'fetch', '--quiet', world.remoteDir, 'refs/cordage/journal:refs/cordage/journal');
  const answer = await status([folder], () => [tokyo(allLive(second)), osaka()]);
  expect(answer.text.split('\n').slice(-7)).toMatchInlineSnapshot(`
    [
      "       all     ✔  2/2 live  1.3.2  changed 1 h ago",
      "",
      "rollouts as refs/cordage/journal has them in this checkout, fetched some time ago; signatures not checked (cordage audit does)",
      "  trade 1.4.0  nothing merged yet",
      "",
      "drift: none",
      "",
    ]
  `);
});

test('the command itself asks the API servers, and names what is missing', async () => {
  const { folder } = await givenCheckout();
  const kubeconfig = join(folder, '.git', 'kubeconfig');
  writeFileSync(kubeconfig, '{"apiVersion":"v1","kind":"Config","contexts":[],"clusters":[],"users":[]}');
  const { status: exit, out, err } = await call('status', folder, '--kubeconfig', kubeconfig);
  expect(exit).toBe(1);
  expect(out).toContain('tokyo away (the kubeconfig has no context "tokyo")');
  expect(err).toContain('kubectl config get-contexts lists what there is');
});
