import { expect, test } from 'vitest';
import { corda, group, stand, tellRule, world } from './rules.test-data.ts';
import type { Piece, Stand, World } from './world.ts';

const up = (from: string, to: string): World => world({ version: to }, [group(stand(corda(from)), stand(corda(to)))]);

test.each<[string, string, readonly string[]]>([
  // R5 sends nodes that way: one minor release at a time.
  [
    '4.8.9',
    '4.9.9',
    ['warn 2 nodes: support of Corda 4.9 ended with 2025-03; as a step to a newer release it is on the way'],
  ],
  [
    '4.8.9',
    '4.10.6',
    ['warn 2 nodes: support of Corda 4.10 ended with 2026-01; as a step to a newer release it is on the way'],
  ],
  ['4.9.2', '4.9.9', ['block 2 nodes: support of Corda 4.9 ended with 2025-03']],
  ['4.10.6', '4.9.9', ['block 2 nodes: support of Corda 4.9 ended with 2025-03']],
])('R8, Corda %s to %s', (from, to, expected) => {
  expect(tellRule('R8', up(from, to))).toEqual(expected);
});

const service = (version: string, artifact = 'idman'): Piece => ({
  artifact,
  kind: 'cenm',
  version,
  images: [],
  tag: version,
});
const on = (...pieces: readonly Piece[]): Stand => ({ ...stand(undefined), pieces });
const move = (from: Stand, to: Stand, ...others: readonly Stand[]): World =>
  world({ kind: 'cenm', artifact: 'idman' }, [
    group(from, to),
    ...others.map((one) => group(one, undefined, { nodes: ['zone-1'] })),
  ]);
const ended = (line: string, since: string): string => `support of CENM ${line} ended with ${since}`;

test.each<[string, World, readonly string[]]>([
  [
    'ended, and a step that must be taken',
    move(on(service('1.4.0')), on(service('1.5.4'))),
    [`warn 2 nodes: ${ended('1.5', '2025-12')}; as a step to a newer release it is on the way`],
  ],
  [
    'ended, and the one before the step that could be taken',
    move(on(service('1.3.1')), on(service('1.4.0'))),
    [`warn 2 nodes: ${ended('1.4', '2023-09')}; as a step to a newer release it is on the way`],
  ],
  [
    'ended, and a patch',
    move(on(service('1.5.4')), on(service('1.5.9'))),
    [`block 2 nodes: ${ended('1.5', '2025-12')}`],
  ],
  [
    'ended, and past the first step',
    move(on(service('1.2.2')), on(service('1.5.9'))),
    [`block 2 nodes: ${ended('1.5', '2025-12')}`],
  ],
  ['supported', move(on(service('1.5.9')), on(service('1.6.3'))), []],
  [
    'services that stay behind, here and elsewhere',
    move(
      on(service('1.5.9'), service('1.5.9', 'zone')),
      on(service('1.6.3'), service('1.5.9', 'zone')),
      on(service('1.5.9')),
    ),
    [`warn 3 nodes: ${ended('1.5', '2025-12')}, and these services stay on it`],
  ],
  [
    'a release that nobody can place',
    move(on(service('1.6.3')), on(service('edge'))),
    ['lacks 2 nodes: which release of CENM idman edge is'],
  ],
  [
    'a release that is not in the table',
    move(on(service('1.7.2')), on(service('1.8.0'))),
    ['lacks 2 nodes: the months in which R3 supports CENM 1.8'],
  ],
  ['nodes of Corda beside it', move(on(service('1.5.9')), on(service('1.6.3')), stand(corda('4.8.1'))), []],
])('R8, CENM: %s', (_, given, expected) => {
  expect(tellRule('R8', given)).toEqual(expected);
});
