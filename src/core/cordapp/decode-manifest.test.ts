import { expect, test } from 'vitest';
import { decodeManifest } from './decode-manifest.ts';

const decode = (attributes: Readonly<Record<string, string>>) =>
  decodeManifest(
    new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value])),
    'trade-1.4.0.jar',
  );

const NAME = { 'Cordapp-Contract-Name': 'Trade' };

test('contract and workflow', () => {
  expect(
    decode({
      ...NAME,
      'Cordapp-Contract-Version': '8',
      'Cordapp-Contract-Vendor': 'Acme',
      'Cordapp-Contract-Licence': 'MIT',
      'Cordapp-Workflow-Name': 'Flows',
      'Cordapp-Workflow-Version': '+13',
      'Min-Platform-Version': '13',
      'Target-Platform-Version': '140',
      Name: 'not taken',
    }),
  ).toEqual({
    contract: { name: 'Trade', version: 8, vendor: 'Acme', licence: 'MIT' },
    workflow: { name: 'Flows', version: 13, vendor: 'Unknown', licence: 'Unknown' },
    legacy: undefined,
    minimumPlatformVersion: 13,
    targetPlatformVersion: 140,
    problems: [],
  });
});

test.each<[Readonly<Record<string, string>>, object]>([
  [{}, { name: 'trade-1.4.0', vendor: 'Unknown', version: 'Unknown' }],
  [
    { Name: 'Old', 'Implementation-Vendor': 'A', 'Implementation-Version': '1' },
    { name: 'Old', vendor: 'A', version: '1' },
  ],
])('old style: %j', (attributes, legacy) => {
  expect(decode(attributes)).toMatchObject({ contract: undefined, workflow: undefined, legacy, problems: [] });
});

test.each<[string | undefined, string]>([
  [
    undefined,
    'Target versionId attribute Cordapp-Contract-Version not specified. Please specify a whole number starting from 1',
  ],
  ['', 'Version identifier () for attribute Cordapp-Contract-Version must be a whole number starting from 1'],
  ['8.1', 'Version identifier (8.1) for attribute Cordapp-Contract-Version must be a whole number starting from 1'],
  [' 8', 'Version identifier ( 8) for attribute Cordapp-Contract-Version must be a whole number starting from 1'],
  [
    '2147483648',
    'Version identifier (2147483648) for attribute Cordapp-Contract-Version must be a whole number starting from 1',
  ],
  ['0', 'Target versionId (0) for attribute Cordapp-Contract-Version must not be smaller than 1'],
  ['-3', 'Target versionId (-3) for attribute Cordapp-Contract-Version must not be smaller than 1'],
])('contract version %j stops the node, in its words', (version, message) => {
  const { contract, legacy, problems } = decode({
    ...NAME,
    ...(version !== undefined && { 'Cordapp-Contract-Version': version }),
  });
  expect(problems).toMatchObject([{ severity: 'error', message }]);
  expect([contract, legacy]).toEqual([undefined, undefined]);
});

test.each<[Readonly<Record<string, string>>, number, number, readonly string[]]>([
  [{}, 1, 1, []],
  [{ 'Min-Platform-Version': '4' }, 4, 4, []],
  [{ 'Target-Platform-Version': '9' }, 1, 9, []],
  [{ 'Min-Platform-Version': '4.0' }, 1, 1, ['cordapp-platform-not-whole']],
  [{ 'Min-Platform-Version': '4', 'Target-Platform-Version': 'x' }, 4, 4, ['cordapp-platform-not-whole']],
  [{ 'Min-Platform-Version': '-2147483648' }, -2_147_483_648, -2_147_483_648, []],
  [{ 'Min-Platform-Version': '2147483648' }, 1, 1, ['cordapp-platform-not-whole']],
  [{ 'Min-Platform-Version': '9', 'Target-Platform-Version': '4' }, 9, 4, ['cordapp-target-below-minimum']],
])('platform versions of %j', (attributes, minimum, target, codes) => {
  const { minimumPlatformVersion, targetPlatformVersion, problems } = decode(attributes);
  expect([minimumPlatformVersion, targetPlatformVersion, problems.map(({ code }) => code)]).toEqual([
    minimum,
    target,
    codes,
  ]);
});
