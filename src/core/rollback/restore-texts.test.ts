import { describe, expect, test } from 'vitest';
import { givenConfig } from '../network/network.test-data.ts';
import { restore } from './restore.test-data.ts';

const FILE = 'nodes/a/values.yaml';
const config = givenConfig(
  '- {name: all}',
  '[nodes/*/values.yaml, apps.yaml]',
  `  # more of trade's images
  worker: {kind: image, image: r.example/worker}
`,
);

/** The text after taking back 1.4.0 from what `now` says, where it said `former` before; or the problems. */
const back = (former: string, now: string, file = FILE): string | readonly string[] => {
  const { plan, edit, files } = restore([{ [file]: former }, { [file]: now }], ['a'], '1.4.0', config);
  const codes = [...plan.problems, ...edit.problems].map(({ code }) => code);
  return codes.length > 0 ? [...new Set(codes)] : (files[file] ?? '');
};

const image = (tag: string, more = ''): string => `image: {repository: r.example/trade, tag: ${tag}${more}}\n`;
const jar = (version: string, more = ''): string =>
  `jars:\n  - url: https://jars.example/${version}/trade.jar\n${more && `    sha256: ${more}\n`}`;
const SHA = `sha256:${'ab'.repeat(32)}`;
const [ONE, TWO] = ['a1'.repeat(32), 'b2'.repeat(32)];

describe('the former text comes back whole', () => {
  test.each([
    ['a tag', image('1.3.2'), image('1.4.0')],
    ['with its leading v', image('v1.3.2'), image('1.4.0')],
    ['with its flavour', image('1.3.2-zulu'), image('1.4.0-alpine')],
    ['in its quotes', image("'1.3.2'"), image('"1.4.0"')],
    ['without quotes', image('1.3.2'), image('"1.4.0"')],
    [
      'with an image of another name, where one scalar has both',
      'image: r.example/trade:1.3.2\n',
      'image: docker.io/r.example/trade:1.4.0\n',
    ],
    ['a JAR', jar('1.3.2'), jar('1.4.0')],
    ['a JAR with its checksum', jar('1.3.2', ONE), jar('1.4.0', TWO)],
    ['a JAR with its checksum in another way of writing', jar('1.3.2', `"SHA256:${ONE}"`), jar('1.4.0', TWO)],
    ['a marked value', 'trade: 1.3.2 # cordage: trade\n', 'trade: v1.4.0 # cordage: trade\n'],
    ['a block', 'trade: |- # cordage: trade\n  1.3.2\n', 'trade: |- # cordage: trade\n  1.4.0\n'],
  ])('%s', (_, former, now) => expect(back(former, now)).toBe(former));

  test('a number is quoted, as it stands now', () => expect(back(image('1.3'), image('"1.4.0"'))).toBe(image('"1.3"')));

  test('and everything else stays as it is', () =>
    expect(back(image('1.3.2'), `# why\r\n${image('1.4.0 # soon', '\n')}other: 1.4.0\r\n`)).toBe(
      `# why\r\n${image('1.3.2 # soon', '\n')}other: 1.4.0\r\n`,
    ));
});

describe('what would be a mixture is refused', () => {
  test.each([
    ['a digest', image('1.3.2', `, digest: "${SHA}"`), image('1.4.0', `, digest: "${SHA}"`), 'rollback-digest'],
    ['a digest that came since', image('1.3.2'), image('1.4.0', `, digest: "${SHA}"`), 'rollback-digest'],
    [
      'a digest that went since',
      `image: r.example/trade:1.3.2@${SHA}\n`,
      'image: r.example/trade:1.4.0\n',
      'rollback-digest',
    ],
    ['a checksum that came since', jar('1.3.2'), jar('1.4.0', ONE), 'rollback-checksum'],
    ['a checksum that went since', jar('1.3.2', ONE), jar('1.4.0'), 'rollback-checksum'],
    [
      'a name beside the tag',
      image('1.3.2'),
      'image: {repository: docker.io/r.example/trade, tag: 1.4.0}\n',
      'rollback-image-changed',
    ],
    ['a pin that is new', 'a: b\n', image('1.4.0'), 'rollback-pin-new'],
    ['another key', 'image: r.example/trade:1.3.2\n', image('1.4.0'), 'rollback-pin-new'],
    ['a mark that is new', 'trade: 1.3.2\n', 'trade: 1.4.0 # cordage: trade\n', 'rollback-pin-new'],
    ['a file that was no YAML', 'image: [\n', image('1.4.0'), 'rollback-history-ends'],
    [
      'equal entries of which one came',
      `i:\n  - ${image('1.3.2')}`,
      `i:\n  - ${image('1.5.0')}  - ${image('1.4.0')}`,
      'rollback-pin-moved',
    ],
  ])('%s', (_, former, now, code) => expect(back(former, now)).toEqual([code]));
});

describe('a pin is known again', () => {
  const entries = (...versions: readonly string[]): string =>
    `i:\n${versions.map((version) => `  - ${image(version)}`).join('')}`;

  test('among equal ones by its place', () =>
    expect(back(entries('1.3.2', '1.3.1'), entries('1.4.0', '1.4.0'))).toBe(entries('1.3.2', '1.3.1')));

  test('behind others that came before it, through every commit between', () => {
    const steps = [image('1.3.2'), image('1.4.0')].map((text) => `i:\n  - ${text}`);
    const now = `i:\n  - {repository: r.example/new, tag: "2"}\n  - ${image('1.4.0')}`;
    const commits = [...steps, now].map((text) => ({ [FILE]: text }));
    expect(restore(commits, ['a'], '1.4.0', config).files[FILE]).toBe(now.replace('1.4.0', '1.3.2'));
  });

  test('in an Application by its name, wherever it stands', () => {
    const application = (name: string, version: string): string =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\n` +
      `spec: {source: {repoURL: r, path: p, kustomize: {images: ["r.example/trade:${version}"]}}}\n`;
    const write = (...all: readonly string[]): string => all.join('---\n');
    const former = write(application('a', '1.3.2'), application('b', '1.3.1'));
    const moved = write(application('a', '1.4.0'), application('b', '1.4.0'));
    const now = write(application('b', '1.4.0'), application('new', '1.4.0'), application('a', '1.4.0'));
    const { files, plan } = restore(
      [former, moved, now].map((text) => ({ 'apps.yaml': text })),
      ['a', 'b', 'new'],
      '1.4.0',
      config,
    );
    expect(files['apps.yaml']).toBe(
      write(application('b', '1.3.1'), application('new', '1.4.0'), application('a', '1.3.2')),
    );
    expect(plan).toMatchObject({
      nodes: [
        { node: 'a', to: '1.3.2' },
        { node: 'b', to: '1.3.1' },
      ],
      left: [{ node: 'new' }],
      problems: [{ code: 'rollback-pin-new' }],
    });
  });
});
