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

/** Every attribute of the table in Corda's own reader (CordappImpl.kt, ManifestUtils.kt), as given and when it is absent. */
const BOTH = {
  ...NAME,
  'Cordapp-Contract-Version': '2',
  'Cordapp-Workflow-Name': 'Flows',
  'Cordapp-Workflow-Version': '3',
};
test.each<[string, string, Readonly<Record<string, string>>, unknown, unknown]>([
  ['Min-Platform-Version', '140', {}, 'minimumPlatformVersion: 140', 'minimumPlatformVersion: 1'],
  [
    'Target-Platform-Version',
    '150',
    { 'Min-Platform-Version': '12' },
    'targetPlatformVersion: 150',
    'targetPlatformVersion: 12',
  ],
  [
    'Cordapp-Contract-Name',
    'Trade',
    { 'Cordapp-Contract-Version': '2' },
    'contract.name: Trade',
    'contract: undefined',
  ],
  ['Cordapp-Contract-Version', '7', NAME, 'contract.version: 7', 'contract: undefined'],
  ['Cordapp-Contract-Vendor', 'Acme', BOTH, 'contract.vendor: Acme', 'contract.vendor: Unknown'],
  ['Cordapp-Contract-Licence', 'MIT', BOTH, 'contract.licence: MIT', 'contract.licence: Unknown'],
  [
    'Cordapp-Workflow-Name',
    'Flows',
    { 'Cordapp-Workflow-Version': '3' },
    'workflow.name: Flows',
    'workflow: undefined',
  ],
  ['Cordapp-Workflow-Version', '4', { 'Cordapp-Workflow-Name': 'Flows' }, 'workflow.version: 4', 'workflow: undefined'],
  ['Cordapp-Workflow-Vendor', 'Acme', BOTH, 'workflow.vendor: Acme', 'workflow.vendor: Unknown'],
  ['Cordapp-Workflow-Licence', 'MIT', BOTH, 'workflow.licence: MIT', 'workflow.licence: Unknown'],
  ['Name', 'Old', {}, 'legacy.name: Old', 'legacy.name: trade-1.4.0'],
  ['Implementation-Vendor', 'Acme', {}, 'legacy.vendor: Acme', 'legacy.vendor: Unknown'],
  ['Implementation-Version', '1.0', {}, 'legacy.version: 1.0', 'legacy.version: Unknown'],
  ['Name', 'Old', BOTH, 'legacy: undefined', 'legacy: undefined'],
  ['Sealed', 'true', BOTH, 'problems: ', 'problems: '],
  ['Add-Opens', 'java.base/java.util', BOTH, 'problems: ', 'problems: '],
])('%s: %s', (attribute, value, others, given, absent) => {
  const without: Record<string, string> = { ...others };
  delete without[attribute];
  const tell = (decoded: object, path: string): string => {
    const found = path.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], decoded);
    return `${path}: ${String(found)}`;
  };
  const pathOf = (told: unknown): string => String(told).split(':')[0] ?? '';
  expect(tell(decode({ ...without, [attribute]: value }), pathOf(given))).toBe(given);
  expect(tell(decode(without), pathOf(absent))).toBe(absent);
});
