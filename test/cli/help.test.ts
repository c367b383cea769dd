import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listCommands, type CommandName } from '../../src/core/text/cli-commands.ts';
import { JSON_FIELDS, PROBLEM_FIELDS } from '../../src/core/text/cli-json.ts';
import { renderReference } from '../../src/core/text/cli-reference.ts';
import { makeJournalWorld, noticed } from '../git/journal-world.ts';
import { call, callJson, CONFIG, givenFolder, overlay, REFERENCE } from './call.ts';

test('the help of all', async () => {
  expect((await call('--help')).out).toMatchInlineSnapshot(`
    "cordage: runs releases through a Corda network, ring by ring, by changes of its manifests repository

    Commands work on a local checkout and need neither GitHub nor, but for status, a cluster:

      lint [DIR]           check cordage.yaml and the network: every problem with its place and remedy
      pins [DIR]           list every pin: which version of what, where, for which nodes
      plan [DIR]           tell what a version would mean: rings, nodes, from, to, who is left out and why
      bump [DIR]           move pins in a local checkout, by the same edit as the app in its pull requests
      releases             list the releases of Corda Enterprise: platform version, Java, good patches, support
      inspect FILE.jar...  tell what a CorDapp says of itself, and of two, what the change means
      audit [DIR]          tell what was decided in a network: when, by whom, on what, with what outcome
      status [DIR]         tell what every ring runs and whether it is live, from git and the Argo CDs, now or all the time

    A first look, without a network of your own:

      cordage lint manifests/network
      cordage plan manifests/network --artifact trade --version 1.4.0
      cordage bump manifests/network --artifact trade --version 1.4.0 --ring canary --dry-run

    Exit status:
      0  fine; warnings may have been told
      1  problems found, or what was asked could not be done
      2  wrong use: an unknown option, or a folder, file, artifact, ring or node that is not there

    cordage help COMMAND tells the options of one. Every command takes --json: then one JSON object comes on
    stdout whatever happens, and nothing else does. docs/cli.md has all of it.

    The server, which does the same from GitHub releases, is started with npm start; npm run demo shows it at work.
    "
  `);
});

test('the help of one', async () => {
  expect((await call('help', 'bump')).out).toMatchInlineSnapshot(`
    "cordage bump: move pins in a local checkout, by the same edit as the app in its pull requests

      cordage bump [DIR] --artifact NAME --version VERSION [--ring RING]... [--node GLOB]...
                   [--digest DIGEST] [--jar FILE]... [--dry-run] [--config FILE] [--json]

    Without --ring and --node all nodes are meant; both may be given several times and add up. Nodes on a newer
    version are left alone. Only the bytes of the versions change, and each edit is proven by parsing again.

    Writes the files and prints one line for each; with --dry-run it writes nothing and prints the difference
    instead, as git apply takes it. With any problem, and when writing fails half way, all files stay as they were.

    Options:
      --artifact NAME    an artifact of cordage.yaml
      --version VERSION  where it goes, without what the tag adds: 1.4.0
      --ring RING        nodes of this ring (may be repeated)
      --node GLOB        nodes with such a name; * and ? stand for what is not a slash (may be repeated)
      --digest DIGEST    sha256:… of the new image, for pins that name a digest beside the tag
      --jar FILE         the new JAR under its released name, for pins with a checksum (may be repeated)
      --dry-run          print the difference and write nothing
      --config FILE      read this cordage.yaml instead, for a folder that has none
      --json             answer with one JSON object; docs/cli.md has its shape

    Examples:
      cordage bump --artifact trade --version 1.4.0 --ring canary --dry-run
      cordage bump --artifact corda --version 4.12.9 --node 'party-00*' --node notary-01
      cordage bump ../network-manifests --artifact trade --version 1.4.0 --jar build/libs/trade-1.4.0.jar

    Exit status: 0 fine, 1 problems found, 2 wrong use.
    "
  `);
});

test.each(listCommands().map(({ name }) => name))(
  'the help of %s comes in three ways, fits a screen, and is no error',
  async (name) => {
    const help = await call('help', name);
    expect(help).toMatchObject({ status: 0, err: '' });
    expect(await call(name, '--help')).toEqual(help);
    expect(await call(name, '--no-such', '-h')).toEqual(help);
    const lines = help.out.split('\n');
    expect(lines.length).toBeLessThan(45);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  },
);

test('tells its version', async () => {
  expect((await call('--version')).out).toMatch(/^cordage \d+\.\d+\.\d+\n$/);
});

test('every example in the help is a command line that would be understood', async () => {
  for (const example of listCommands().flatMap(({ examples }) => examples)) {
    const words = (example.split(' | ')[0] ?? '').replaceAll("'", '').split(' ').slice(1);
    const { err } = await call(...words.map((word) => (word === '../network-manifests' ? 'no/such' : word)));
    expect(err, example).not.toMatch(/--\S+ (?:is missing|has no value|stands twice)|no option|too many/);
  }
});

test('docs/cli.md is current; npm run generate writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8')).toBe(renderReference());
});

/** A repository with a journal of one decision, and a commit in it that is none. */
const givenJournal = async (): Promise<string> => {
  const { open, forge, world } = makeJournalWorld();
  await (await open()).append(noticed('x'));
  forge('garbage');
  return world.remoteDir;
};

/** Every key of a JSON value, as `files[].pins[].line`. */
const keysOf = (value: unknown, path = ''): readonly string[] => {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => keysOf(item, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`));
  return [path, ...entries];
};

test('every key of the JSON is documented, and every documented key is there', async () => {
  const folder = await givenFolder({
    'cordage.yaml': CONFIG,
    'base/kustomization.yaml': overlay({ trade: '1.3.2' }),
    'nodes/a/kustomization.yaml': 'resources: [../../base]\n',
    'nodes/b/kustomization.yaml': overlay({ trade: '1.3.1' }),
    'nodes/c/kustomization.yaml': 'resources: [../../base]\n',
  });
  const jar = (name: string): string => join(import.meta.dirname, `../fixtures/jars/${name}.jar`);
  const target = ['--artifact', 'trade', '--version', '1.4.0'];
  const calls: Readonly<Record<CommandName, readonly (readonly string[])[]>> = {
    lint: [[REFERENCE], [folder]],
    pins: [[REFERENCE], [folder]],
    plan: [
      [REFERENCE, ...target],
      [folder, ...target],
      [REFERENCE, '--artifact', 'corda', '--version', '4.14.1'],
    ],
    releases: [[], ['--cenm'], ['--pieces']],
    bump: [
      [REFERENCE, ...target, '--dry-run'],
      [folder, ...target, '--ring', 'canary', '--dry-run'],
    ],
    inspect: [
      ['both', 'old-style', 'signed-rsa', 'tampered', 'manifest-late', 'long-attributes'].map(jar),
      ['both', 'signed-rsa'].map(jar),
    ],
    audit: [[await givenJournal()]],
    // What it says of clusters and of a journal: list-status.test.ts.
    status: [[folder, '--kubeconfig', join(folder, 'cordage.yaml')]],
  };
  for (const [name, lines] of Object.entries(calls)) {
    const seen = new Set<string>();
    for (const line of lines) for (const key of keysOf((await callJson(name, ...line)).json)) seen.add(key);
    const documented = [...PROBLEM_FIELDS, ...JSON_FIELDS[name as CommandName]].map(([path]) => path);
    const isTold = (key: string): boolean =>
      documented.some((known) => known === key || known.startsWith(`${key}.`) || key === '' || key.endsWith('[]'));
    expect(
      [...seen].filter((key) => !isTold(key)),
      name,
    ).toEqual([]);
    // What is wrong with a JAR stands with the JAR and not beside it; and these JARs have no flows and no change logs.
    const isAbsent = /^problems\[\]|^files\[\]\.(?:code\.(?:flows|changeLogs)\[\]|problems\[\]\.at)/;
    const ofAbsent = name === 'audit' ? /^problems\[\]\.at/ : isAbsent;
    const ofStatus = /^(?:rows\[\]\.seen|instances|journal|drift)[.[]/;
    const mayLack = ['inspect', 'releases', 'audit', 'status'].includes(name);
    const lacks = name === 'status' ? ofStatus : ofAbsent;
    const absent = mayLack ? documented.filter((key) => lacks.test(key)) : [];
    expect(
      documented.filter((key) => !seen.has(key)),
      name,
    ).toEqual(absent);
  }
});
