import { expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

const tell = (artifacts: string, rings: string): readonly string[] => {
  const text = `network: trade\nnodes: nodes/*/kustomization.yaml\nartifacts:\n${artifacts}\nrings:\n${rings}\n`;
  const { problems } = parseConfig('cordage.yaml', new TextEncoder().encode(text));
  return problems.map(({ at, severity, message }) => `${at?.line}:${at?.column} ${severity} ${message}`);
};

const ONE = '  a: {kind: image, image: x/a}';
const REST = '  - {name: all}';

test('what goes together has no problem', () => {
  expect(tell(ONE, `  - {name: canary, nodes: {percent: 5}}\n${REST}`)).toEqual([]);
});

test.each([
  ['  - {name: a, nodes: {percent: 5}}\n  - {name: a}', '7:12 error there are two rings "a"'],
  [
    '  - {name: a}\n  - {name: b, nodes: {percent: 5}}',
    '6:5 error ring "a" chooses no nodes, so it takes the rest, and is not the last',
  ],
  ['  - {name: a}\n  - {name: b}', '6:5 error ring "a" chooses no nodes, so it takes the rest, and is not the last'],
  ['  - {name: pause}', '6:12 error ring "pause" is called like a word of commands, so no command could name it'],
  [
    `  - {name: all, nodes: {percent: 5}}\n  - {name: rest}`,
    '6:12 error ring "all" is not the last, and "/rollout all" means to the last one',
  ],
  ['  - {name: a, nodes: {}}', '6:22 error ring "a": nodes says nothing'],
  ['  - {name: a, nodes: {labels: {}}}', '6:22 error ring "a": nodes says nothing'],
  [
    '  - {name: a, nodes: {percent: 5, names: x}}',
    '6:32 error ring "a": percent stands beside another choice, and it is a share of what no other choice takes',
  ],
  [
    '  - {name: a, nodes: {percent: 60}}\n  - {name: b, nodes: {percent: 41}}',
    '7:32 error the percents of the rings add up to 101',
  ],
])('rings %j', (rings, expected) => expect(tell(ONE, rings)).toEqual([expected]));

test.each([
  [
    `${ONE}\n  b: {kind: image, image: [x/b, x/a]}`,
    '5:27 error artifact "b": image x/a belongs to "a" already, so its version would have two meanings',
  ],
  [
    `${ONE}\n  b: {kind: image, image: docker.io/x/a}`,
    '5:27 error artifact "b": image docker.io/x/a belongs to "a" already, so its version would have two meanings',
  ],
  [
    '  a: {kind: cordapp, jar: "https://x.example/{version}.jar"}\n  b: {kind: cordapp, jar: "https://x.example/{version}.jar"}',
    '5:27 error artifact "b": jar https://x.example/{version}.jar belongs to "a" already',
  ],
  [
    '  all: {kind: image, image: x/a}',
    '4:3 error artifact "all" is called like a word of commands, so no command could name it',
  ],
  [
    '  next: {kind: image, image: x/a}',
    '4:3 error artifact "next" is called like a word of commands, so no command could name it',
  ],
  [
    '  a: {kind: cordapp}',
    '4:3 warning artifact "a" has neither image nor jar, so only values marked "# cordage: a" are its pins',
  ],
])('artifacts %j', (artifacts, expected) => expect(tell(artifacts, REST)).toEqual([expected]));

test.each([
  ['{"4.12": 14}', ['7:28 error platformVersions says 14 of Corda 4.12, and R3 says 140']],
  ['{"4.12": 140}', []],
  // Announced only, so that the operator knows better.
  ['{"4.15": 171}', []],
  ['{"4.16": 180}', []],
])('platform versions %s', (map, expected) => {
  expect(tell(ONE, `${REST}\nplatformVersions: ${map}`)).toEqual(expected);
});
