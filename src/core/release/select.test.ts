import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Artifact, ReleaseSource } from '../config/config.ts';
import type { Asset, Release } from './release.ts';
import { jarAssets, MOST_ASSETS, MOST_OFFERS, selectReleases } from './select.ts';
import { compareVersions } from './version.ts';

const artifact = (source: Partial<ReleaseSource> = {}, more: Partial<Artifact> = {}): Artifact => ({
  name: 'trade',
  kind: 'cordapp',
  images: ['registry.example.com/cordapps/trade'],
  tag: undefined,
  jars: [],
  releases: {
    repository: 'acme/trade-cordapp',
    tag: 'v{version}',
    assets: ['*.jar'],
    prereleases: 'ignore',
    order: 'semver',
    during: 'supersede',
    ...source,
  },
  ...more,
});

const release = (tag: string, publishedAt: number, more: Partial<Release> = {}): Release => ({
  id: publishedAt,
  repository: 'acme/trade-cordapp',
  tag,
  title: tag,
  notes: '',
  prerelease: false,
  publishedAt,
  url: `https://github.com/acme/trade-cordapp/releases/tag/${tag}`,
  assets: [],
  ...more,
});

const asset = (name: string, id = 1): Asset => ({ id, name, size: 1, updatedAt: 0, sha256: undefined });

/** `v1.4.0 v1.3.5[1.3]`: what is offered, backports with their line; then what is passed. */
const tell = (artifact: Artifact, releases: readonly Release[]): string => {
  const { offered, passed } = selectReleases(artifact, releases);
  const offers = offered.map(({ release, line }) => release.tag + (line ? `[${line}]` : ''));
  const rest = passed.map(({ release, reason }) => `${release.tag}: ${Object.values(reason).join(' ')}`).toSorted();
  return [offers.join(' '), ...rest].join('; ');
};

const inTurn = (...tags: string[]): readonly Release[] => tags.map((tag, index) => release(tag, index + 1));

describe('selectReleases, by version', () => {
  test.each([
    [inTurn('v1.4.0'), 'v1.4.0'],
    [inTurn('v1.3.2', 'v1.4.0'), 'v1.4.0; v1.3.2: superseded 1.4.0'],
    [inTurn('v1.4.0', 'v1.3.5'), 'v1.4.0 v1.3.5[1.3]'],
    [inTurn('v1.4.0', 'v1.3.5', 'v1.3.6'), 'v1.4.0 v1.3.6[1.3]; v1.3.5: superseded 1.3.6'],
    [inTurn('v1.4.0', 'v1.3.5', 'v1.5.0'), 'v1.5.0; v1.3.5: superseded 1.5.0; v1.4.0: superseded 1.5.0'],
    [inTurn('v1.4.0', 'v1.3.5', 'v1.4.1'), 'v1.4.1; v1.3.5: superseded 1.4.1; v1.4.0: superseded 1.4.1'],
    [inTurn('v1.4.0', 'v1.3.6', 'v1.3.5'), 'v1.4.0 v1.3.6[1.3]; v1.3.5: superseded 1.3.6'],
    [inTurn('v1.5.0', 'v1.4.3', 'v1.3.9'), 'v1.5.0 v1.4.3[1.4] v1.3.9[1.3]'],
    [[release('v1.4.0', 5, { id: 1 }), release('v1.3.5', 5, { id: 2 })], 'v1.4.0; v1.3.5: superseded 1.4.0'],
    [inTurn('v1.4.0', 'v1.5.0-rc.1'), 'v1.4.0; v1.5.0-rc.1: prerelease'],
    [
      inTurn('v1.4.0', 'nightly', 'vnext', 'w1.9.0'),
      'v1.4.0; nightly: tag v{version}; vnext: not-comparable next; w1.9.0: tag v{version}',
    ],
    [inTurn('v1.4.0', 'v1.5.0+b1'), 'v1.4.0; v1.5.0+b1: image-tag 1.5.0+b1'],
    [[], ''],
  ])('%#', (releases, expected) => {
    expect(tell(artifact(), releases)).toBe(expected);
  });

  it('takes prereleases like releases where the policy says so', () => {
    const propose = artifact({ prereleases: 'propose' });
    expect(tell(propose, inTurn('v1.4.0', 'v1.5.0-rc.1'))).toBe('v1.5.0-rc.1; v1.4.0: superseded 1.5.0-rc.1');
    expect(tell(propose, inTurn('v1.5.0-rc.1', 'v1.4.1'))).toBe('v1.5.0-rc.1 v1.4.1[1.4]');
    expect(tell(propose, [release('v1.6.0', 1, { prerelease: true })])).toBe('v1.6.0');
  });

  it("heeds GitHub's prerelease flag on a version that does not look like one", () => {
    expect(tell(artifact(), [release('v1.6.0', 1, { prerelease: true })])).toBe('; v1.6.0: prerelease');
  });

  it('keeps the first of two releases of one version, for build metadata does not order', () => {
    const byUrl = artifact({}, { images: [] });
    expect(tell(byUrl, inTurn('v1.4.0+b1', 'v1.4.0+b2'))).toBe('v1.4.0+b1; v1.4.0+b2: same-version v1.4.0+b1');
  });

  it('tells many CorDapps of one repository apart by tag', () => {
    const releases = inTurn('trade-v1.4.0', 'bond-v2.0.0');
    expect(tell(artifact({ tag: 'trade-v{version}' }), releases)).toBe(
      'trade-v1.4.0; bond-v2.0.0: tag trade-v{version}',
    );
  });

  it('judges the image tag with its flavour', () => {
    const flavoured = (length: number): Artifact =>
      artifact({ order: 'published' }, { tag: `{version}-${'x'.repeat(length)}` });
    expect(tell(flavoured(126), inTurn('v1'))).toBe('v1');
    expect(tell(flavoured(127), inTurn('v1'))).toContain('v1: image-tag 1-xxx');
  });

  it('bounds assets and offers', () => {
    const assets = Array.from({ length: MOST_ASSETS + 1 }, (_, id) => asset(`${id}.jar`, id));
    expect(tell(artifact(), [release('v1.4.0', 1, { assets })])).toBe('; v1.4.0: assets 21');
    const lines = inTurn(...Array.from({ length: MOST_OFFERS + 2 }, (_, index) => `v1.${20 - index}.0`));
    const { offered, passed } = selectReleases(artifact(), lines);
    expect(offered.map(({ version }) => version).slice(0, 2)).toEqual(['1.20.0', '1.19.0']);
    expect(offered).toHaveLength(MOST_OFFERS);
    expect(passed.map(({ reason }) => reason.kind)).toEqual(['too-many', 'too-many']);
  });

  it('has nothing to say of an artifact without releases', () => {
    expect(selectReleases({ ...artifact(), releases: undefined }, inTurn('v1.4.0'))).toEqual({
      offered: [],
      passed: [],
    });
  });
});

test('by date, the newest supersedes all and nothing is a backport', () => {
  const dated = artifact({ order: 'published' });
  expect(tell(dated, inTurn('v2024-11-05', 'vnightly-7', 'v1.0.0-17'))).toBe(
    'v1.0.0-17; v2024-11-05: superseded 1.0.0-17; vnightly-7: superseded 1.0.0-17',
  );
});

describe('whatever is released', () => {
  const tag = fc
    .tuple(fc.nat({ max: 2 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.constantFrom('', '-rc.1'))
    .map(([major, minor, patch, suffix]) => `v${major}.${minor}.${patch}${suffix}`);
  const list = fc
    .uniqueArray(fc.tuple(tag, fc.nat({ max: 8 })), { selector: ([tag]) => tag, maxLength: 20 })
    .map((pairs) => pairs.map(([tag, at], id) => release(tag, at, { id })));
  const policy = fc.record({
    order: fc.constantFrom('semver' as const, 'published' as const),
    prereleases: fc.constantFrom('ignore' as const, 'propose' as const),
  });

  it('gives the same answer for every order and repetition of the list', () => {
    fc.assert(
      fc.property(list, policy, fc.infiniteStream(fc.nat()), (releases, policy, keys) => {
        const shuffled = releases
          .map((release) => ({ release, key: keys.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key);
        const again = [...shuffled, ...shuffled.slice(0, 3)].map(({ release }) => release);
        expect(selectReleases(artifact(policy), again)).toEqual(selectReleases(artifact(policy), releases));
      }),
    );
  });

  it('places each release once, offers one per line at most, and only the highest to everybody', () => {
    fc.assert(
      fc.property(list, policy, (releases, policy) => {
        const { offered, passed } = selectReleases(artifact(policy), releases);
        const ids = [...offered, ...passed].map(({ release }) => release.id).toSorted((a, b) => a - b);
        expect(ids).toEqual(releases.map(({ id }) => id));
        const lines = offered.map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
        for (const { version, line } of offered) {
          if (line === undefined) continue;
          expect(compareVersions(offered[0]?.version ?? '', version)).toBeGreaterThan(0);
        }
      }),
    );
  });
});

test('jarAssets takes what the globs say, in a stable order, without sources and documentation', () => {
  const assets = [
    'trade-1.4.0.jar',
    'trade-1.4.0-sources.jar',
    'trade-1.4.0-JAVADOC.jar',
    'bond-1.4.0.jar',
    'sbom.json',
  ].map(asset);
  const names = (globs: string[]): readonly string[] =>
    jarAssets(artifact({ assets: globs }), release('v1.4.0', 1, { assets })).map(({ name }) => name);
  expect(names(['*.jar'])).toEqual(['bond-1.4.0.jar', 'trade-1.4.0.jar']);
  expect(names(['trade-*.jar'])).toEqual(['trade-1.4.0.jar']);
  expect(names([])).toEqual([]);
});
