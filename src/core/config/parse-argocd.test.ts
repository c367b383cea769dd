import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './parse.ts';

const BASE = `network: test
artifacts: {a: {kind: image, image: x/a}}
nodes: nodes/*/kustomization.yaml
rings: [{name: all}]
`;

const read = (more: string) => parseConfig('cordage.yaml', new TextEncoder().encode(BASE + more));

const KEYS = [
  'instances',
  'application',
  'settle',
  'refresh',
  'drift',
  'name',
  'namespaces',
  'selector',
  'url',
  'label',
];

/** `5:10 message; remedy`. */
const tell = (more: string): readonly string[] =>
  read(more).problems.map(({ at, message, remedy }) => `${at?.line}:${at?.column} ${message}; ${remedy}`);

describe('Argo CD', () => {
  test('in full', () => {
    const { config, problems } = read(`argocd:
  instances:
    - {name: tokyo, context: "arn:aws:eks:tokyo", namespaces: [argocd, corda], selector: region=tokyo, url: "https://argocd.example.com/tokyo/"}
    - {name: here, namespaces: corda}
  application: corda-{node}
  settle: 0s
  refresh: false
  drift: issue
disclosure: counts
`);
    expect(problems).toEqual([]);
    expect(config?.policy.disclosure).toBe('counts');
    expect(config?.policy.argocd).toEqual({
      instances: [
        {
          name: 'tokyo',
          context: 'arn:aws:eks:tokyo',
          namespaces: ['argocd', 'corda'],
          selector: 'region=tokyo',
          url: 'https://argocd.example.com/tokyo',
        },
        { name: 'here', context: undefined, namespaces: ['corda'], selector: undefined, url: undefined },
      ],
      node: { by: 'name', template: 'corda-{node}' },
      settle: 0,
      refresh: false,
      drift: 'issue',
    });
  });

  test.each([
    ['{node}', { by: 'name', template: '{node}' }],
    ['{label: cordage.io/node}', { by: 'label', key: 'cordage.io/node' }],
    ['{annotation: node}', { by: 'annotation', key: 'node' }],
  ])('an Application names its node by %s', (written, node) => {
    const quoted = written === '{node}' ? `'${written}'` : written;
    expect(read(`argocd: {application: ${quoted}}`).config?.policy.argocd.node).toEqual(node);
  });

  test.each([
    ['5s', 5_000],
    ['59m', 3_540_000],
    ['3600s', 3_600_000],
    ['1h', 3_600_000],
  ])('settles for %s', (written, settle) =>
    expect(read(`argocd: {settle: ${written}}`).config?.policy.argocd.settle).toBe(settle),
  );

  test.each([
    [
      'argocd: tokyo',
      '5:9 argocd "tokyo" is not a map; write {instances: [{name: tokyo, context: tokyo}]}; all of it has defaults',
    ],
    [
      'argocd: {instances: []}',
      '5:21 argocd: instances is an empty list; write them as a list, one a line: {name: tokyo, context: tokyo}; 50 at most',
    ],
    [
      'argocd: {instances: [tokyo]}',
      '5:22 instance 1 "tokyo" is not an instance of Argo CD; write {name: tokyo, context: tokyo}',
    ],
    ['argocd: {instances: [{context: a}]}', '5:22 instance 1 lacks "name"; write a name such as trade or early-2'],
    ['argocd: {settle: 61m}', '5:18 argocd: settle "61m" is more than an hour; write 10s, 1m or at most 1h'],
    ['argocd: {settle: 10}', '5:18 argocd: settle "10" has no unit; write 10s, 1m or at most 1h'],
    ['argocd: {refresh: no}', '5:19 argocd: refresh "no" is not true or false; write true or false'],
    ['argocd: {drift: mail}', '5:17 argocd: drift "mail" is not a place where drift is told; write status or issue'],
    ['disclosure: none', '5:13 disclosure "none" is not a way to show nodes; write names or counts'],
    [
      'argocd: {application: corda}',
      '5:23 argocd: application "corda" has no {node} in it; write it in quotes with {node} once, such as "corda-{node}", or {label: cordage.io/node}',
    ],
    [
      'argocd: {application: "{node}-{node}"}',
      '5:23 argocd: application "{node}-{node}" has {node} more than once; write it in quotes with {node} once, such as "corda-{node}", or {label: cordage.io/node}',
    ],
    [
      'argocd: {application: "Corda-{node}"}',
      '5:23 argocd: application "Corda-{node}" holds a character that cannot stand there; write it in quotes with {node} once, such as "corda-{node}", or {label: cordage.io/node}',
    ],
    [
      'argocd: {application: {label: a b}}',
      '5:31 argocd: application.label "a b" is not the key of a label or an annotation; write it as Applications have it, such as cordage.io/node',
    ],
    [
      'argocd: {application: {}}',
      '5:23 argocd: application does not say what names the node; write {label: cordage.io/node}, or take it out where Applications are called like nodes',
    ],
    [
      'argocd: {application: {label: a, annotation: b}}',
      '5:23 argocd: application says both label and annotation, and an Application could name two nodes; keep one of the two',
    ],
    ['argocd: {application: {labl: a}}', '5:24 argocd: application has no setting "labl"; did you mean "label"?'],
  ])('%s', (written, expected) => expect(tell(written)).toEqual([expected]));

  test.each([
    ['context: ""', 'context "" is not the name of a context; write a name that "kubectl config get-contexts" shows'],
    [
      'namespaces: "*"',
      'namespaces "*" is all namespaces, and Cordage reads only those it is given; write names of namespaces, such as [argocd, team-a], 20 at most',
    ],
    [
      'namespaces: [Argo]',
      'namespaces "Argo" is not the name of a namespace; write names of namespaces, such as [argocd, team-a], 20 at most',
    ],
    [
      `namespaces: [${Array.from({ length: 21 }, (_, index) => `n${index}`).join(', ')}]`,
      'namespaces is a list of 21; write names of namespaces, such as [argocd, team-a], 20 at most',
    ],
    [
      'selector: "region in tokyo"',
      'selector "region in tokyo" is not a label selector; write it in quotes as "kubectl get -l" takes it, such as "region=tokyo,tier in (gold, silver),!retired"',
    ],
    [
      'url: argocd.example.com',
      'url "argocd.example.com" is not a URL; write the address of its pages alone, such as https://argocd.example.com',
    ],
    [
      'url: "https://ada:secret@argocd.example.com"',
      'url "https://ada:secret@argocd.example.com" names a user; write the address of its pages alone, such as https://argocd.example.com',
    ],
    [
      'url: "https://argocd.example.com/?a=b"',
      'url "https://argocd.example.com/?a=b" holds more than a host, a port and a path; write the address of its pages alone, such as https://argocd.example.com',
    ],
  ])('of an instance: %s', (setting, expected) => {
    const written = `argocd: {instances: [{name: tokyo, ${setting}}]}`;
    expect(tell(written).map((line) => line.replace(/^5:\d+ /, ''))).toEqual([`instance "tokyo": ${expected}`]);
  });

  test('more than 50 instances', () => {
    const instances = Array.from({ length: 51 }, (_, index) => `{name: i${index}, context: c${index}}`).join(', ');
    expect(tell(`argocd: {instances: [${instances}]}`)).toEqual([
      '5:21 argocd: instances is a list of 51; write them as a list, one a line: {name: tokyo, context: tokyo}; 50 at most',
    ]);
  });

  test.each([
    ['{name: a, context: a}, {name: a, context: b}', '5:52 there are two instances "a"; give one of them another name'],
    [
      '{name: a}, {name: b, namespaces: [corda, argocd]}',
      '5:33 instance "b" reads the Applications of namespace argocd that instance "a" reads, so each would be found twice; give it another context, other namespaces or another selector',
    ],
    ['{name: a, namespaces: [n, n]}', '5:22 instance "a" names namespace n twice; keep one of the two'],
  ])('%s do not go together', (instances, expected) =>
    expect(tell(`argocd: {instances: [${instances}]}`)).toEqual([expected]),
  );

  test('one Argo CD may be read in parts by selector', () => {
    expect(tell('argocd: {instances: [{name: a, selector: x=1}, {name: b, selector: x=2}]}')).toEqual([]);
  });

  test.each([
    ['settle: 10s', '5:1 the file has no setting "settle"; move it under "argocd:"'],
    [
      'selector: a=b',
      '5:1 the file has no setting "selector"; move it into the "instances:" of "argocd:" that it is for',
    ],
    ['gates: {drift: issue}', '5:9 gates has no setting "drift"; move it under "argocd:"'],
    ['argocd: {disclosure: counts}', '5:10 argocd has no setting "disclosure"; move it to the top of the file'],
    [
      'argocd: {name: a}',
      '5:10 argocd has no setting "name"; move it into the "instances:" of "argocd:" that it is for',
    ],
    [
      'argocd: {instances: [{name: a, settle: 5s}]}',
      '5:32 instance "a" has no setting "settle"; move it under "argocd:"',
    ],
  ])('%s stands elsewhere', (written, expected) => expect(tell(written)).toEqual([expected]));
});

describe('whatever is written', () => {
  const word = fc.oneof(
    fc.constantFrom('argocd', '{node}', 'a=b', 'https://a', '10s', '', '__proto__', 'constructor', '\u202e\n'),
    fc.string(),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), word), tie('any'), { maxKeys: 4 }),
    ),
  })).any;

  test('there is a configuration in full, or a sentence on one line for each mistake', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 5 }), (argocd) => {
        const { config, problems } = read(`argocd: ${JSON.stringify(argocd)}`);
        expect(config === undefined).toBe(problems.length > 0);
        for (const { message } of problems) expect(message).toMatch(/^[^\p{Cc}\p{Cf}]{10,400}$/u);
        for (const instance of config?.policy.argocd.instances ?? []) {
          expect(instance.name).not.toBe('');
          expect(instance.namespaces).not.toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
