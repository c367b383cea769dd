import { describe, expect, test } from 'vitest';
import type { RulesConfig } from '../config/config.ts';
import { former, next, WORKFLOW } from './jars.test-data.ts';
import { corda, cordapp, DAY, group, jar, NOW, PARAMETERS, POLICY, stand, WORKLOAD, world } from './rules.test-data.ts';
import { RULES } from './table.ts';
import type { Change, Group, Piece, World } from './world.ts';

test('R1 to R42, each once and in order, with a way out and a source', () => {
  expect(RULES.map(({ id }) => id)).toEqual(Array.from({ length: 42 }, (_, index) => `R${index + 1}`));
  for (const { title, remedy, source } of RULES) {
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(remedy).toMatch(/^\S.*[^.]$/);
    expect(source.document).not.toBe('');
    expect(source.section).not.toBe('');
  }
});

test('what is inferred as a whole is announced as a warning', () => {
  const inferred = RULES.filter(({ certainty }) => certainty === 'inferred');
  expect(inferred.map(({ id, severity }) => `${id} ${severity}`)).toEqual([
    'R24 warn',
    'R27 warn',
    'R36 warn',
    'R37 warn',
  ]);
});

const ASKING = ['R5', 'R15', 'R23', 'R25', 'R26', 'R39', 'R40', 'R41'];

test('rules that need evidence say where it is from', () => {
  expect(RULES.filter(({ evidence }) => evidence !== undefined).map(({ id }) => id)).toEqual(ASKING);
});

/** A network that does everything wrong at once, for each kind of change. */
const cenm = (version: string): Piece => ({ artifact: 'idman', kind: 'cenm', version, images: [], tag: version });
const POD = {
  workloads: [
    {
      ...WORKLOAD,
      kind: 'Deployment' as const,
      replicas: 2,
      readiness: false,
      mounts: [{ path: '/tmp', keeps: 'memory' as const }],
      does: ['graceful-shutdown' as const],
    },
  ],
};
const log = (id: string) => ({
  name: 'migration/a.xml',
  sha256: id,
  changeSets: [{ id, author: 'a', sha256: id }],
});
const withLog = (one: ReturnType<typeof former>, id: string) => ({
  ...one,
  facts: { ...one.facts, ...(one.facts.code && { code: { ...one.facts.code, changeLogs: [log(id)] } }) },
});
const [OLD, NEW] = [withLog(former(), '1'), withLog(next(), '2')];
const nodes = (from: string, to: string): Group =>
  group(
    { ...stand(corda(from), cordapp('1.0.0', [OLD])), pieces: [cenm('1.5.9')] },
    { ...stand(corda(to), cordapp('2.0.0', [NEW, jar('flows.jar', WORKFLOW)])), pieces: [cenm('1.6.3')] },
    POD,
  );
const staying = group(stand(corda('4.11.7'), cordapp('1.0.0', [OLD])), undefined, { nodes: ['party-9'] });
const lines = [
  ['4.8.1', '4.10.6'],
  ['4.11.7', '4.12.9'],
  ['4.12.9', '4.13.4'],
] as const;
const CHANGES: readonly Partial<Change>[] = [
  { kind: 'corda', artifact: 'corda' },
  { kind: 'cordapp', artifact: 'trade' },
  { kind: 'cenm', artifact: 'idman' },
  { kind: 'image', artifact: 'idman' },
  { kind: 'parameters', artifact: undefined },
];
const WORLDS: readonly World[] = CHANGES.flatMap((change) =>
  [false, true].flatMap((back) =>
    lines.flatMap(([from, to]) =>
      [[], [staying]].map((others) =>
        world({ ...change, back }, [back ? nodes(to, from) : nodes(from, to), ...others], {
          parameters: { ...PARAMETERS, update: { minimumPlatformVersion: 140, deadline: NOW + DAY } },
        }),
      ),
    ),
  ),
);

const objectionsOf = (rule: (typeof RULES)[number], given: World) =>
  rule.applies(given) ? rule.check(given).filter((one) => one.kind === 'objects') : [];

describe.each(RULES.filter(({ certainty }) => certainty === 'inferred'))('$id, inferred', (rule) => {
  const told = WORLDS.flatMap((given) => objectionsOf(rule, given));
  test('warns where all is wrong, says that it is inferred, and never blocks', () => {
    expect(told).not.toEqual([]);
    expect(told.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(told.filter(({ message }) => !message.includes('(inferred'))).toEqual([]);
  });
});

test('no rule is harder than it announces', () => {
  const told = RULES.flatMap((rule) =>
    WORLDS.flatMap((given) => objectionsOf(rule, given).map((one) => ({ ...one, rule }))),
  );
  expect(told.filter(({ severity, rule }) => severity === 'block' && rule.severity === 'warn')).toEqual([]);
});

test('texts of rules have no full stop', () => {
  const told = RULES.flatMap((rule) => WORLDS.flatMap((given) => objectionsOf(rule, given)));
  const texts = told.flatMap(({ message, remedy }) => [message, ...(remedy === undefined ? [] : [remedy])]);
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => text.endsWith('.'))).toEqual([]);
});

/** Tells whether anybody looks at what cordage.yaml says of evidence. */
const watched = (given: World): { readonly world: World; readonly isAsked: () => boolean } => {
  let asked = false;
  const policy: RulesConfig = {
    ...POLICY,
    get evidence() {
      asked = true;
      return [];
    },
  };
  return { world: { ...given, policy }, isAsked: () => asked };
};

test('every rule that looks at evidence says so, and no other', () => {
  const looking = RULES.filter((rule) =>
    WORLDS.some((given) => {
      const { world: seen, isAsked } = watched(given);
      objectionsOf(rule, seen);
      return isAsked();
    }),
  );
  expect(looking.map(({ id }) => id)).toEqual(ASKING);
});
