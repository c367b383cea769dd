import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { begin } from './story.ts';

/** The reference network with all nodes on a version of Corda whose releases are proposed, too. */
const onCorda = async (version: string): Promise<Record<string, string>> => {
  const files = await networkFiles({ nodes: 10 });
  const entries = Object.entries(files).map(([path, text]) => {
    if (path === 'cordage.yaml') {
      const config = text.replace(/(?<=^ {2}corda: \{.*)\}$/m, `, releases: ${RELEASES}}`);
      return [path, config.slice(0, config.indexOf('rules:')) + EVIDENCE];
    }
    return [path, text.replace(/\b4\.12\.9(?=-zulu)/g, version)];
  });
  return Object.fromEntries(entries) as Record<string, string>;
};

const RELEASES = '{repository: acme/trade-cordapp, tag: "corda-{version}"}';

/** What these stories are not about. */
const EVIDENCE = `rules: {evidence: [${['drain', 'backup', 'migration', 'validation', 'constraints', 'legacy-contracts']
  .map((what) => `{what: ${what}, reason: test}`)
  .join(', ')}]}\n`;

it('a release of Corda that skips a step opens, fails its check, and says the way; once it is one step, it passes', async () => {
  const story = await begin({ files: await onCorda('4.10.6') });
  await story.release('corda-4.12.9', { assets: {} });
  expect(story.seen()).toMatchObject([
    {
      title: expect.stringContaining('Upgrade corda to 4.12.9 on canary'),
      state: 'open',
      check: expect.stringMatching(/^failure: /),
    },
  ]);
  expect(story.body(1)).toContain('do not merge yet. 1 problem below stands in the way');
  expect(story.body(1)).toContain(
    'R3 blocks 1 node:** 4.10.6 may not go to 4.12.9 at once: 4.12 is reached from 4.11 only; the way is 4.10.6 → 4.11.7 → 4.12.9',
  );

  await story.commit(await onCorda('4.11.7'));
  expect(story.seen()).toMatchObject([{ state: 'open', check: expect.stringMatching(/^pending: /) }]);
  expect(story.body(1)).not.toContain('may not go');
  await story.end();
});

it('a patch that R3 says to pass by is stopped, one that is only suspect warns', async () => {
  const story = await begin({ files: await onCorda('4.12.5') });
  await story.release('corda-4.12.6', { assets: {} });
  expect(story.seen()).toMatchObject([{ state: 'open', check: expect.stringMatching(/^failure: /) }]);
  expect(story.body(1)).toContain('- **R7 blocks 1 node:** Corda 4.12.6: quasar 0.9.1');
  expect(story.body(1)).toContain('take 4.12.9');
  await story.release('corda-4.12.8', { assets: {} });
  expect(story.seen()[1]).toMatchObject({ state: 'open', check: expect.stringMatching(/^pending: /) });
  expect(story.body(2)).toContain('**R7 warns of 1 node:** Corda 4.12.8');
  await story.end();
});

it('a release that nobody knows waits for the word of the operator', async () => {
  const files = await onCorda('4.14.1');
  const story = await begin({ files });
  await story.release('corda-4.16.0', { assets: {} });
  expect(story.seen()).toMatchObject([{ check: expect.stringMatching(/^failure: /) }]);
  expect(story.body(1)).toContain('declare it in cordage.yaml: platformVersions:');

  await story.commit({
    'cordage.yaml': `${files['cordage.yaml'] ?? ''}platformVersions: {"4.15": 170, "4.16": 180}\n`,
  });
  expect(story.seen()).toMatchObject([{ check: expect.stringMatching(/^pending: /) }]);
  expect(story.body(1)).toContain('(inferred: no document of R3 describes this release)');
  await story.end();
});
