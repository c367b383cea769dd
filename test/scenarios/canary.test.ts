import { expect, it } from 'vitest';
import { setStage, settle, steady } from './stage.ts';

it('a release becomes a canary pull request, exactly once', async () => {
  const stage = await setStage();
  const app = await stage.start();
  await stage.release('v1.4.0', { notes: 'Settle on T+1 by @alice, fixes #12' });
  await settle(stage, app);

  const [pull, ...more] = stage.pulls();
  expect(more).toEqual([]);
  expect(pull?.title).toBe('Upgrade trade to 1.4.0 on canary (1 node)');
  expect(pull?.pull.headRef).toBe('cordage/trade-1.4.0/canary');
  expect(steady(pull?.body ?? '')).toMatchInlineSnapshot(`
    "Release [v1.4.0](<http://<host>/acme/trade-cordapp/releases/tag/v1.4.0>) of acme/trade-cordapp, published <time>.

    **To go on:** one approval, then comment \`/rollout canary\`. 1 node moves, by 1 pin in 1 file; nothing else changes. \`/rollout pause "reason"\` stops it at any time; \`/cordage help\` lists all commands.

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | **canary** (this pull request) | 1 | 1.3.2 | **1.4.0** | proposed here |
    | early | 3 | 1.3.2 | 1.4.0 | after canary is live for 30 min, in 3 batches of 1 |
    | all | 6 | 1.3.2 | 1.4.0 | after early is live for 2 h |

    **Left out:** 1 node

    - 1 without trade: \`notary-01\`

    **Rollback:** needs a database restore: the JARs of both versions are not known, so neither new state fields nor database changes can be excluded.

    <details><summary>Rules: 0 blocks, 1 warning, 18 passed, 6 not judged</summary>

    - **R11 warns of 1 node:** trade 1.4.0 was made for platform version 13 and runs on 140. Next: test it there, and raise its Target-Platform-Version. <sub>4.14/enterprise/cordapps/versioning.md, Target platform version</sub>
    - **R18, R25, R26, R27, R28, R31, 1 node:** not judged, because not known: the JARs of trade 1.3.2. Next: name the repository whose releases carry the JARs: artifacts.&#x3c;name&#x3e;.releases in cordage.yaml; cordage plan takes them by --jar.

    </details>

    <details><summary>What the JAR says</summary>

    **\`trade-1.4.0.jar\`**, 378 bytes

    - workflow "Trade Flows" version 8, by Acme, licence Unknown
    - minimum platform version 13, target 13
    - not signed
    - SHA-256 \`<commit>99a89db43c6bb6d28cd1c504\`
    - **warning** the JAR is not signed, so its contracts get no signature constraint. Next: sign it with jarsigner or the "signing" block of the Corda Gradle plugin.

    </details>

    <details><summary>Release notes</summary>

    From [v1.4.0](<http://<host>/acme/trade-cordapp/releases/tag/v1.4.0>):

    > Settle on T+1 by @&#x200b;alice, fixes &#x23;&#x200b;12

    </details>

    <details><summary>1 node</summary>

    - from 1.3.2 (1):
      \`party-0001\`

    </details>

    <!-- cordage:1 {"kind":"pull","artifact":"trade","version":"1.4.0","ring":"canary","nodes":1,"plan":0,"release":{"id":0,"tag":"v1.4.0","commit":"<commit>"},"assets":[{"name":"trade-1.4.0.jar","id":0,"size":378,"updatedAt":0,"sha256":"<commit>99a89db43c6bb6d28cd1c504"}]} -->"
  `);
  expect([...(pull?.labels ?? [])]).toEqual(['cordage', 'artifact:trade', 'ring:canary']);
  expect(stage.comments(pull?.number ?? 0).map(steady)).toMatchInlineSnapshot(`
    [
      "**canary: waiting for approval** since <time>

    Waits for 1 approval. Anyone with the role write can approve. Overdue after <time>.

    Then:
    - \`/rollout canary\`

    <details><summary>3 rings</summary>

    | ring | nodes | from | to | state |
    |---|--:|---|---|---|
    | **canary** (this pull request) | 1 | 1.3.2 | **1.4.0** | waiting for approval |
    | early | 3 | 1.3.2 | 1.4.0 | after canary is live for 30 min, in 3 batches of 1 |
    | all | 6 | 1.3.2 | 1.4.0 | after early is live for 2 h |

    </details>

    <!-- cordage:1 {"kind":"status","artifact":"trade","version":"1.4.0","ring":"canary","state":"waiting","sum":0} -->",
    ]
  `);
  expect(stage.check('cordage/rollout', pull?.pull.headSha ?? '')).toMatchInlineSnapshot(
    `"pending: canary: waiting for approval"`,
  );

  const before = await stage.fileAt('main', 'nodes/party-0001/kustomization.yaml');
  const after = await stage.fileAt('cordage/trade-1.4.0/canary', 'nodes/party-0001/kustomization.yaml');
  expect(after).toBe(before.replace('newTag: "1.3.2"', 'newTag: "1.4.0"'));

  const written = stage.sandbox.writes.count();
  await app.sweep();
  expect(stage.sandbox.writes.count()).toBe(written);
  expect(stage.sandbox.server.unrouted).toEqual([]);
});
