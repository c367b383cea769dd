import { describe, expect, test } from 'vitest';
import { parseConfig } from '../config/parse.ts';
import { NO_DECISIONS, type RolloutRecord } from '../journal/decisions.ts';
import { buildNetwork } from '../network/build.ts';
import { selectReleases } from '../release/select.ts';
import { release } from './rollout.test-data.ts';
import { listRollouts } from './rollouts.ts';

/** Which rollouts there are when a newer release comes, at every stage of the older one. */

const SAID = { seq: 1, by: 'olivia', at: Date.UTC(2026, 10, 1, 5) };

const record = (version: string, more: Partial<RolloutRecord> = {}): RolloutRecord => ({
  id: `trade@${version}`,
  grants: [],
  overrides: [],
  merged: [],
  passed: [],
  ...more,
});

const merged = { ring: 'canary', pull: 1, commit: 'd'.repeat(40), nodes: ['c1'], at: 5 };
const granted = { ...SAID, ring: 'all', on: 1 };
const asked = (version: string, at = SAID.at) => ({
  ...SAID,
  at,
  kind: 'start' as const,
  rollout: `trade@${version}`,
  artifact: 'trade',
  version,
  origin: { issue: 9 },
});

const list = (
  during: 'supersede' | 'finish' | 'queue',
  released: readonly string[],
  records: readonly RolloutRecord[],
): readonly string[] => {
  const yaml = `network: test
artifacts: {trade: {kind: cordapp, image: r.example/trade, releases: {repository: acme/trade, during: ${during}}}}
nodes: nodes/*/kustomization.yaml
rings: [{name: all}]
`;
  const { config } = parseConfig('cordage.yaml', new TextEncoder().encode(yaml));
  if (!config) throw new Error('the configuration of the test is wrong');
  const network = buildNetwork({ config, configFile: 'cordage.yaml', entries: [], manifests: new Map() });
  const releases = config.artifacts.map((artifact) => ({
    artifact,
    ...selectReleases(
      artifact,
      released.map((version) => release(version)),
    ),
    problem: undefined,
  }));
  const rollouts = Object.fromEntries(records.map((one) => [one.id, one]));
  return listRollouts(network, releases, { ...NO_DECISIONS, rollouts }).map(({ version }) => version);
};

const STAGES = [
  ['proposed only', []],
  ['granted', [record('1.4.0', { grants: [granted] })]],
  ['merged in a ring', [record('1.4.0', { merged: [merged] })]],
  ['aborted', [record('1.4.0', { merged: [merged], ended: { ...SAID, how: 'aborted' } })]],
] as const;

describe.each(STAGES)('1.4.0 is %s when 1.4.1 is released', (stage, records) => {
  const begun = stage === 'granted' || stage === 'merged in a ring';

  test('supersede: the newer one alone', () => {
    expect(list('supersede', ['1.4.0', '1.4.1'], records)).toEqual(['1.4.1']);
  });

  test('finish: the newer one waits for one that has begun', () => {
    expect(list('finish', ['1.4.0', '1.4.1'], records)).toEqual(begun ? ['1.4.0'] : ['1.4.1']);
  });

  test('queue: every release in its order, but for what has ended', () => {
    const all = stage === 'aborted' ? ['1.4.1'] : ['1.4.0', '1.4.1'];
    expect(list('queue', ['1.4.1', '1.4.0'], records)).toEqual(all);
  });
});

describe('what a person asked for', () => {
  test('an older version stays beside a newer release that was there before', () => {
    const before = asked('1.4.0', Date.UTC(2026, 10, 19));
    expect(list('supersede', ['1.4.0', '1.4.1'], [record('1.4.0', { start: before })])).toEqual(['1.4.0', '1.4.1']);
  });

  test('gives way to a release that came after', () => {
    expect(list('supersede', ['1.4.0', '1.4.1'], [record('1.4.0', { start: asked('1.4.0', 1) })])).toEqual(['1.4.1']);
  });

  test('a step to a goal does not: the release may not be reached without it', () => {
    const goal = { version: '1.6.0', by: 'olivia', at: 1, way: ['1.3.0', '1.4.0', '1.6.0'] };
    const start = { ...asked('1.4.0', 1), goal };
    expect(list('supersede', ['1.4.1'], [record('1.4.0', { start })])).toContain('1.4.0');
  });

  test('a newer version asked for later takes the place of an older one', () => {
    const records = [
      record('1.4.0', { start: asked('1.4.0') }),
      record('1.5.0', { start: asked('1.5.0', SAID.at + 1) }),
    ];
    expect(list('supersede', [], records)).toEqual(['1.5.0']);
    expect(list('finish', [], records)).toEqual(['1.4.0', '1.5.0']);
  });

  test('needs no release, and what a release began ends with it', () => {
    expect(list('finish', [], [record('1.4.0', { start: asked('1.4.0') })])).toEqual(['1.4.0']);
    expect(list('finish', [], [record('1.4.0', { merged: [merged] })])).toEqual([]);
  });
});
