import { describe, expect, test } from 'vitest';
import { givenConfig, overlay } from '../network/network.test-data.ts';
import { restore, stepsOf, tell } from './restore.test-data.ts';

const fileOf = (node: string): string => `nodes/${node}/kustomization.yaml`;

/** `a 1.3.2 b 1.3.1` as the files of a commit. */
const at = (text: string): Record<string, string> => {
  const words = text.split(' ');
  return Object.fromEntries(
    words.flatMap((word, index) => (index % 2 === 0 ? [[fileOf(word), overlay(words[index + 1] ?? '')]] : [])),
  );
};

const NONE = { nodes: [], left: [], problems: [] };

describe('planRestore', () => {
  test.each([
    [
      'each node to its own',
      'ab',
      ['a 1.3.2 b 1.3.1', 'a 1.4.0 b 1.4.0'],
      { nodes: ['a 1.4.0 -> 1.3.2', 'b 1.4.0 -> 1.3.1'] },
    ],
    ['those asked for only', 'a', ['a 1.3.2 b 1.3.1', 'a 1.4.0 b 1.4.0'], { nodes: ['a 1.4.0 -> 1.3.2'] }],
    [
      'the last of several changes counts',
      'a',
      ['a 1.3.2', 'a 1.4.0', 'a 1.3.3', 'a 1.4.0'],
      { nodes: ['a 1.4.0 -> 1.3.3'] },
    ],
    [
      'a part that never moved',
      'ab',
      ['a 1.3.2 b 1.3.1', 'a 1.4.0 b 1.3.1'],
      { nodes: ['a 1.4.0 -> 1.3.2'], left: ['b never moved (1.3.1)'] },
    ],
    ['taken back already', 'a', ['a 1.3.2', 'a 1.4.0', 'a 1.3.2'], { left: ['a not on 1.4.0 (1.3.2)'] }],
    [
      'taken back, then back once more',
      'a',
      ['a 1.3.1', 'a 1.3.2', 'a 1.4.0', 'a 1.3.2', 'a 1.3.1'],
      { left: ['a not on 1.4.0 (1.3.1)'] },
    ],
    ['gone on', 'a', ['a 1.3.2', 'a 1.4.0', 'a 1.5.0'], { left: ['a not on 1.4.0 (1.5.0)'] }],
    [
      'edited by hand',
      'a',
      ['a 1.3.2', 'a 1.4.0', 'a 1.3.9'],
      { left: ['a changed by hand since (1.3.9)'], problems: [`${fileOf('a')}:4 rollback-edited`] },
    ],
    ['nothing to run', 'ax', ['a 1.3.2', 'a 1.4.0'], { nodes: ['a 1.4.0 -> 1.3.2'], left: ['x without trade'] }],
    [
      'new with the version',
      'ab',
      ['a 1.3.2', 'a 1.4.0 b 1.4.0'],
      {
        nodes: ['a 1.4.0 -> 1.3.2'],
        left: [`b with a pin in ${fileOf('b')} that cannot be taken back`],
        problems: [`${fileOf('b')}:4 rollback-file-new`],
      },
    ],
    [
      'the rollback of a rollback',
      'a',
      ['a 1.3.2', 'a 1.5.0', 'a 1.4.0'],
      { nodes: ['a 1.4.0 -> 1.5.0'], problems: ['rollback-to-newer'] },
    ],
    [
      'a former tag without a version',
      'a',
      ['a latest', 'a 1.4.0'],
      {
        left: [`a with a pin in ${fileOf('a')} that cannot be taken back`],
        problems: [`${fileOf('a')}:4 rollback-former-unreadable`],
      },
    ],
  ])('%s', (_, nodes, commits, expected) =>
    expect(tell(commits.map(at), nodes.split(''))).toEqual({ ...NONE, ...expected }),
  );

  test('where the date says what is newer, every other version is meant', () => {
    const config = givenConfig();
    const byDate = {
      ...config,
      artifacts: config.artifacts.map((artifact) => ({
        ...artifact,
        releases: {
          repository: 'acme/trade',
          tag: '{version}',
          assets: [],
          prereleases: 'ignore',
          order: 'published',
          during: 'finish',
        } as const,
      })),
    };
    expect(tell(['a 1.3.2', 'a 1.4.0', 'a 1.3.9'].map(at), ['a'], '1.4.0', byDate).left).toEqual([
      'a not on 1.4.0 (1.3.9)',
    ]);
  });

  test('who changed what is told, whatever they call themselves', () => {
    const commented = { [fileOf('a')]: `${overlay('1.4.0')}# more\n` };
    const commits = [
      at('a 1.3.2'),
      at('a 1.4.0'),
      commented,
      at('a 1.3.9'),
      { [fileOf('a')]: `${overlay('1.3.9')}# less\n` },
    ];
    const history = stepsOf(commits).map((step) => ({ ...step, author: '@all\u202e\n# x' }));
    expect(restore(commits, ['a'], '1.4.0', undefined, history).plan.problems[0]).toMatchInlineSnapshot(`
      {
        "at": {
          "column": 13,
          "file": "nodes/a/kustomization.yaml",
          "line": 4,
        },
        "code": "rollback-edited",
        "message": "commit c300000000 by @all\\u{202e}\\u{a}# x of 2026-11-04 00:00 UTC changed 1.4.0, and 1.3.9 stands here now",
        "remedy": "ask them whether 1.3.9 is meant; what somebody wrote by hand is not taken back",
        "severity": "error",
      }
    `);
    expect(restore(['a 1.4.0'].map(at), ['a']).plan.problems[0]).toMatchInlineSnapshot(`
      {
        "at": {
          "column": 13,
          "file": "nodes/a/kustomization.yaml",
          "line": 4,
        },
        "code": "rollback-file-new",
        "message": "this file came with commit c000000000 by Ann of 2026-11-01 00:00 UTC and has said 1.4.0 ever since, so there is no former version",
        "remedy": "choose the version for these nodes and write it there by hand",
        "severity": "error",
      }
    `);
  });

  test('a history that was not looked at far enough is refused, and says who changed it first', () => {
    const commits = ['a 1.3.2', 'a 1.4.0'].map(at);
    commits.push({ [fileOf('a')]: `# more\n${overlay('1.4.0')}` });
    const { plan } = restore(commits, ['a'], '1.4.0', undefined, stepsOf(commits).slice(0, 1));
    expect(plan).toMatchObject({ moves: [], problems: [{ code: 'rollback-history-ends', at: { line: 5 } }] });
    expect(plan.problems[0]?.message).toMatchInlineSnapshot(
      `"what stood here before commit c200000000 by Ann of 2026-11-03 00:00 UTC is further back than Cordage looks, or cannot be read"`,
    );
    expect(restore(commits, ['a'], '1.4.0', undefined, []).plan.problems[0]?.message).toMatchInlineSnapshot(
      `"what stood here before 1.4.0 is further back than Cordage looks"`,
    );
    const many = [
      at('a 1.3.2'),
      ...Array.from({ length: 60 }, (_, n) => ({ [fileOf('a')]: `# ${n}\n${overlay('1.4.0')}` })),
    ];
    expect(restore(many, ['a'])).toMatchObject({ plan: { moves: [], problems: [{ code: 'rollback-history-ends' }] } });
  });

  test('a history of another commit than the network is refused', () => {
    const commits = ['a 1.3.2', 'a 1.4.0', 'a 1.4.0'].map(at);
    const other = stepsOf([...commits.slice(0, 2), at('a 1.3.9')]);
    expect(restore(commits, ['a'], '1.4.0', undefined, other).plan.problems).toMatchObject([
      { code: 'rollback-outdated' },
    ]);
  });
});

describe('pins that several nodes share', () => {
  const using = (...bases: readonly string[]): string =>
    `resources: [${bases.map((base) => `../../${base}`).join(', ')}]\n`;
  const pod = (version: string): string =>
    `apiVersion: v1\nkind: Pod\nspec: {containers: [{image: "r.example/trade:${version}"}]}\n`;

  test('go back when all their nodes are asked for, else not', () => {
    const nodes = { [fileOf('a')]: using('base.yaml'), [fileOf('b')]: using('base.yaml') };
    const commits = ['1.3.2', '1.4.0'].map((version) => ({ ...nodes, 'base.yaml': pod(version) }));
    expect(tell(commits, ['a', 'b']).nodes).toEqual(['a 1.4.0 -> 1.3.2', 'b 1.4.0 -> 1.3.2']);
    expect(tell(commits, ['a'])).toEqual({
      nodes: [],
      left: ['a sharing a pin in base.yaml with nodes that stay'],
      problems: ['base.yaml:3 pin-shared'],
    });
  });

  test('one that cannot go back holds its nodes with all their pins, and those who share these', () => {
    const nodes = {
      [fileOf('a')]: using('x.yaml', 'y.yaml'),
      [fileOf('b')]: using('y.yaml', 'z.yaml'),
      [fileOf('c')]: using('z.yaml'),
      [fileOf('d')]: overlay('1.4.0'),
    };
    const commits = [
      { [fileOf('d')]: overlay('1.3.2'), 'y.yaml': pod('1.3.2'), 'z.yaml': pod('1.3.2') },
      { ...nodes, 'x.yaml': pod('1.4.0'), 'y.yaml': pod('1.4.0'), 'z.yaml': pod('1.4.0') },
    ];
    expect(tell(commits, ['a', 'b', 'c', 'd'])).toEqual({
      nodes: ['d 1.4.0 -> 1.3.2'],
      left: [
        'a with a pin in x.yaml that cannot be taken back',
        'b sharing a pin in y.yaml with nodes that stay',
        'c sharing a pin in z.yaml with nodes that stay',
      ],
      problems: ['x.yaml:3 rollback-file-new', 'y.yaml:3 pin-shared'],
    });
  });

  test('a node with several pins goes back with each to its own, and not after one was changed by hand', () => {
    const commit = (x: string, y: string) => ({
      [fileOf('a')]: using('x.yaml', 'y.yaml'),
      'x.yaml': pod(x),
      'y.yaml': pod(y),
    });
    expect(tell([commit('1.3.2', '1.3.1'), commit('1.4.0', '1.4.0')], ['a']).nodes).toEqual([
      'a 1.4.0 -> 1.3.1, 1.3.2',
    ]);
    expect(tell([commit('1.3.2', '1.3.1'), commit('1.4.0', '1.3.1')], ['a']).nodes).toEqual([
      'a 1.3.1, 1.4.0 -> 1.3.1, 1.3.2',
    ]);
    const half = [commit('1.3.2', '1.3.1'), commit('1.4.0', '1.4.0')];
    expect(tell([...half, commit('1.4.0', '1.3.1')], ['a']).nodes).toEqual(['a 1.3.1, 1.4.0 -> 1.3.1, 1.3.2']);
    expect(tell([...half, commit('1.4.0', '1.5.0')], ['a'])).toEqual({
      nodes: [],
      left: ['a with a pin in y.yaml that cannot be taken back'],
      problems: ['y.yaml:3 rollback-edited'],
    });
  });
});
