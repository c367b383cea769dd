import { expect, test } from 'vitest';
import { given, release, type Given } from './rollout.test-data.ts';

/** `branch: nodes` of every front. */
const fronts = (nodes: Given['nodes'], releases: Given['releases'], rings?: string): readonly string[] =>
  given({ nodes, releases, ...(rings === undefined ? {} : { rings }) }).prospects.map(({ draft: { rollout, front } }) =>
    front ? `${front.branch}: ${front.nodes.join(' ')}` : `${rollout.id}: nothing left`,
  );

const [OLD, NEW] = [release('1.3.5', { publishedAt: Date.UTC(2026, 10, 2) }), release('1.4.0')];

test.each<[string, Given['nodes'], Given['releases'], readonly string[]]>([
  ['the first ring enters', { c1: '1.3.2', n1: '1.3.2' }, [NEW], ['cordage/trade-1.4.0/canary: c1']],
  [
    'a ring that has moved leaves the turn to the next',
    { c1: '1.4.0', n1: '1.3.2' },
    [NEW],
    ['cordage/trade-1.4.0/all: n1'],
  ],
  ['a ring on newer versions is passed by', { c1: '1.5.0', n1: '1.3.2' }, [NEW], ['cordage/trade-1.4.0/all: n1']],
  ['when all have moved nothing is left', { c1: '1.4.0', n1: '1.4.0' }, [NEW], ['trade@1.4.0: nothing left']],
  ['a release that is older than everything is for nobody', { c1: '1.5.0', n1: '1.5.0' }, [NEW], []],
  [
    'a backport is for its own line',
    { c1: '1.3.2', c2: '1.4.0', n1: '1.3.2' },
    [OLD, NEW],
    ['cordage/trade-1.4.0/canary: c1', 'cordage/trade-1.3.5/canary: c1'],
  ],
  [
    'a backport enters by the first ring that has its line',
    { c1: '1.4.0', n1: '1.3.2' },
    [OLD, NEW],
    ['cordage/trade-1.4.0/all: n1', 'cordage/trade-1.3.5/all: n1'],
  ],
])('%s', (_rule, nodes, releases, expected) => {
  expect(fronts(nodes, releases)).toEqual(expected);
});

test('batches: the first with something to move, numbered over the whole ring', () => {
  const rings = '- {name: canary, nodes: {names: c*}, batch: 2}\n- {name: all}';
  const first = { c1: '1.3.2', c2: '1.3.2', c3: '1.3.2' };
  expect(fronts(first, [NEW], rings)).toEqual(['cordage/trade-1.4.0/canary-1: c1 c2']);
  expect(fronts({ ...first, c1: '1.4.0', c2: '1.4.0' }, [NEW], rings)).toEqual(['cordage/trade-1.4.0/canary-2: c3']);
});
