import { expect, it } from 'vitest';
import { networkFiles } from '../../src/sandbox/network.ts';
import { begin } from './story.ts';

/** The reference network with all nodes on a version of Corda whose releases are proposed, too. */
const onCorda = async (version: string): Promise<Record<string, string>> => {
  const files = await networkFiles({ nodes: 10 });
  const entries = Object.entries(files).map(([path, text]) => {
    if (path === 'cordage.yaml') return [path, text.replace(/(?<=^ {2}corda: \{.*)\}$/m, `, releases: ${RELEASES}}`)];
    return [path, text.replace(/\b4\.12\.9(?=-zulu)/g, version)];
  });
  return Object.fromEntries(entries) as Record<string, string>;
};

const RELEASES = '{repository: acme/trade-cordapp, tag: "corda-{version}"}';

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
  expect(story.body(1)).toContain('on corda 4.10.6 would jump to 4.12.9; 4.12 is reached from 4.11 only');
  expect(story.body(1)).toContain('upgrade to 4.11.7 first, then 4.12.9');

  await story.commit(await onCorda('4.11.7'));
  expect(story.seen()).toMatchObject([{ state: 'open', check: expect.stringMatching(/^pending: /) }]);
  expect(story.body(1)).not.toContain('would jump');
  await story.end();
});

it('a patch that is known to be bad warns and does not block', async () => {
  const story = await begin({ files: await onCorda('4.12.5') });
  await story.release('corda-4.12.6', { assets: {} });
  expect(story.seen()).toMatchObject([{ state: 'open', check: expect.stringMatching(/^pending: /) }]);
  expect(story.body(1)).toContain('corda 4.12.6 is known to be bad: quasar 0.9.1');
  expect(story.body(1)).toContain('Next: take 4.12.9 instead.');
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
  expect(story.body(1)).toContain('(inferred, no document of R3 says it of this release)');
  await story.end();
});
