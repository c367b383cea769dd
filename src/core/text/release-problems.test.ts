import { expect, test } from 'vitest';
import { assetRefused, branchHasPull, releasesUnseen, renderPassReason } from './release-problems.ts';

test('why an asset was not read', () => {
  const refusals = [
    { code: 'too-large', size: 300_000_000, limit: 209_715_200 },
    { code: 'host', host: 'evil.example' },
    { code: 'redirects', limit: 3 },
    { code: 'gone' },
  ] as const;
  const told = refusals.map((why) => assetRefused('trade.jar', why));
  expect(told.map(({ code, message, remedy }) => `${code}: ${message}; ${remedy}`)).toMatchInlineSnapshot(`
    [
      "asset-too-large: the asset "trade.jar" has 300 MB; up to 209.7 MB are read; publish a smaller JAR, or leave this asset out by "assets" of the artifact in cordage.yaml",
      "asset-host: the download of asset "trade.jar" leads to evil.example, which is not among the hosts that may be read; if this host is right, add it to CORDAGE_ASSET_HOSTS in the server's environment",
      "asset-redirects: the download of asset "trade.jar" was sent on more than 3 times; look at what stands between Cordage and GitHub; the download is tried again when the asset changes",
      "asset-gone: the asset "trade.jar" is listed by its release and cannot be downloaded; upload it again, or delete it from the release",
    ]
  `);
  expect(releasesUnseen('trade', 'acme/trade-cordapp')).toMatchInlineSnapshot(`
    {
      "code": "releases-unseen",
      "message": "the releases of "trade" cannot be read: Cordage does not see the repository acme/trade-cordapp",
      "remedy": "install the App on acme/trade-cordapp with read access to "Contents", or correct "releases" in cordage.yaml",
      "severity": "error",
    }
  `);
});

test('a pull request that a person opened from our branch', () => {
  expect(branchHasPull('cordage/trade-1.4.0/canary', 7)).toMatchInlineSnapshot(`
    {
      "code": "branch-has-pull",
      "message": "#7 was opened from the branch "cordage/trade-1.4.0/canary" by a person, so Cordage can open none from it",
      "remedy": "merge #7 or close it; Cordage goes on when it is closed",
      "severity": "warning",
    }
  `);
});

test('why a release is not proposed', () => {
  const reasons = [
    { kind: 'tag', template: 'v{version}' },
    { kind: 'image-tag', tag: '1.4.0+b1' },
    { kind: 'assets', count: 21 },
    { kind: 'not-comparable', version: 'next' },
    { kind: 'prerelease' },
    { kind: 'same-version', tag: 'v1.4.0+b1' },
    { kind: 'superseded', version: '1.5.0' },
    { kind: 'too-many' },
  ] as const;
  expect(reasons.map(renderPassReason)).toMatchInlineSnapshot(`
    [
      "its tag gives no version by "v{version}"",
      ""1.4.0+b1" cannot be an image tag",
      "it has 21 JARs of this artifact; narrow "assets" in cordage.yaml",
      ""next" is not a semantic version; set "order: published" in cordage.yaml to go by date",
      "it is a prerelease; set "prereleases: propose" in cordage.yaml to propose it",
      "v1.4.0+b1 was published before it and is the same version, for build metadata does not order",
      "1.5.0 supersedes it",
      "newer releases on other lines come first",
    ]
  `);
});
