import { expect, test } from 'vitest';
import { corda, group, stand, tellRule, world } from './rules.test-data.ts';
import type { Group, Piece, Stand, World } from './world.ts';

const piece = (artifact: string, version: string): Piece => ({
  artifact,
  kind: 'image',
  version,
  images: [`r.example/${artifact}`],
  tag: version,
});
const alone = (one: Piece): Stand => ({ ...stand(undefined), pieces: [one] });
const node = (from: string, to?: string): Group => group(stand(corda(from)), to === undefined ? to : stand(corda(to)));
/** A folder with a piece and no node. */
const apart = (from: Piece, to?: Piece): Group =>
  group(alone(from), to && alone(to), { nodes: ['archive-1'], ring: undefined });

const cordaMoves = (...groups: readonly Group[]): World => world({}, groups);
const pieceMoves = (artifact: string, ...groups: readonly Group[]): World => world({ kind: 'image', artifact }, groups);
const whose = (corda_: string, nodes = '2 nodes'): string =>
  `with Corda ${corda_}, which takes Archive Service ${corda_.startsWith('4.12') ? '1.2' : '1.1'}; it is pinned apart from the ${nodes} with that Corda, so whose it is cannot be told`;

test.each<[string, World, readonly unknown[]]>([
  [
    'nodes come to a Corda that an Archive Service elsewhere does not fit',
    cordaMoves(node('4.11.7', '4.12.9'), apart(piece('archive', '1.1.2'))),
    [`warn 1 nodes: archive 1.1.2 does not work ${whose('4.12.9')}`],
  ],
  ['one that fits', cordaMoves(node('4.11.7', '4.12.9'), apart(piece('archive', '1.2.0'))), []],
  [
    'nodes that stay do not count',
    cordaMoves(node('4.11.7', '4.12.9'), node('4.11.7'), apart(piece('archive', '1.2.0'))),
    [],
  ],
  [
    'the Archive Service moves, and nodes elsewhere run a Corda that it does not fit',
    pieceMoves('archive', node('4.11.7'), node('4.12.9'), apart(piece('archive', '1.1.2'), piece('archive', '1.2.0'))),
    [`warn 1 nodes: archive 1.2.0 does not work ${whose('4.11.7')}`],
  ],
  [
    'it moves to what all take',
    pieceMoves('archive', node('4.12.5'), node('4.12.9'), apart(piece('archive', '1.1.2'), piece('archive', '1.2.0'))),
    [],
  ],
  [
    'another piece moves',
    pieceMoves('x', node('4.12.9'), apart(piece('x', '1'), piece('x', '2')), apart(piece('archive', '1.1.2'))),
    [],
  ],
  [
    'a firewall',
    cordaMoves(node('4.11.7', '4.12.9'), apart(piece('firewall', '4.11.7'))),
    [
      expect.stringMatching(
        /^warn 1 nodes: firewall 4\.11\.7 would be beside Corda 4\.12\.9: .*\(inferred\); it is pinned apart from the 2 nodes with that Corda, so whose it is cannot be told$/,
      ),
    ],
  ],
  [
    'a Corda of which no Archive Service is documented',
    cordaMoves(node('4.12.9', '4.13.4'), apart(piece('archive', '1.2.0'))),
    ['lacks 1 nodes: which Archive Service goes with Corda 4.13'],
  ],
  [
    'a release of it that nobody can place',
    pieceMoves('archive', node('4.12.9'), apart(piece('archive', '1.2.0'), piece('archive', 'edge'))),
    ['lacks 1 nodes: which release of the Archive Service archive edge is'],
  ],
  [
    'no Corda in all the network',
    pieceMoves('archive', apart(piece('archive', '1.1.2'), piece('archive', '1.2.0'))),
    ['lacks 1 nodes: which Corda archive 1.2.0 goes with'],
  ],
])('R38, pieces in a folder of their own: %s', (_, given, expected) => {
  expect(tellRule('R38', given)).toEqual(expected);
});
