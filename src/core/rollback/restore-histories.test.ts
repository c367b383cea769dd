import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { restore } from './restore.test-data.ts';

/** What one file says: its pin's version, and what people put around it. */
type Said = { readonly version: string; readonly comments: number; readonly entries: number };
type World = Readonly<Record<string, Said>>;

/** Nodes by the file that has their pin; `e` and `f` share one. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'nodes/a/kustomization.yaml': ['a'],
  'nodes/b/kustomization.yaml': ['b'],
  'nodes/c/kustomization.yaml': ['c'],
  'nodes/d/kustomization.yaml': ['d'],
  'shared/kustomization.yaml': ['e', 'f'],
};
const NODES = Object.values(FILES).flat();

const write = ({ version, comments, entries }: Said): string =>
  [
    ...Array.from({ length: comments }, (_, n) => `# note ${n}`),
    'images:',
    ...Array.from({ length: entries }, (_, n) => `  - {name: r.example/other-${n}, newTag: 9.9.${n}}`),
    '  - name: r.example/trade',
    `    newTag: ${version} # kept`,
    '',
  ].join('\n');

const textsOf = (world: World): Record<string, string> => ({
  'nodes/e/kustomization.yaml': `resources: [${'shared/kustomization.yaml' in world ? '../../shared' : ''}]\n`,
  'nodes/f/kustomization.yaml': `resources: [${'shared/kustomization.yaml' in world ? '../../shared' : ''}]\n`,
  ...Object.fromEntries(Object.entries(world).map(([path, said]) => [path, write(said)])),
});

const version = fc.constantFrom('1.3.1', '1.3.2', '1.4.0', '1.5.0');
const some = fc.subarray(Object.keys(FILES), { minLength: 1 });

/** A rollout of a part or of all, a hand's edit of something else, a node that comes, or one that goes. */
const commit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('move' as const), files: some, version }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('comment', 'entry', 'clean'), files: some }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), files: some }) },
);
type Commit = Readonly<Record<'kind' | 'version', string>>;

const changeOf = ({ kind, version }: Commit, said: Said | undefined): Said | undefined => {
  if (kind === 'remove') return undefined;
  if (kind === 'move') return { comments: 0, entries: 0, ...said, version };
  if (!said) return undefined;
  if (kind === 'clean') return { ...said, comments: 0, entries: 0 };
  return kind === 'comment' ? { ...said, comments: said.comments + 1 } : { ...said, entries: said.entries + 1 };
};

const apply = (world: World, commit: Commit & { readonly files: readonly string[] }): World => {
  const next = { ...world };
  for (const file of commit.files) {
    const said = changeOf(commit, world[file]);
    if (said) next[file] = said;
    else delete next[file];
  }
  return next;
};

/** What a file said before it came to the version, by the plain meaning of the words. */
const formerOf = (worlds: readonly World[], file: string, version: string): string | undefined => {
  if (worlds.at(-1)?.[file]?.version !== version) return undefined;
  return worlds.findLast((world) => world[file]?.version !== version)?.[file]?.version;
};

test('whatever happened: each node goes back to what it ran before its last change to the version, and nothing else', () => {
  const first = fc.dictionary(fc.constantFrom(...Object.keys(FILES)), version, { minKeys: 1 });
  const request = fc.subarray(NODES, { minLength: 1 });
  const restored = new Map<string, number>();
  fc.assert(
    fc.property(
      first,
      fc.array(commit, { minLength: 1, maxLength: 12 }),
      request,
      version,
      (start, commits, nodes, from) => {
        const worlds = [
          Object.fromEntries(
            Object.entries(start).map(([file, version]) => [file, { version, comments: 0, entries: 0 }]),
          ),
        ] as World[];
        for (const one of commits) worlds.push(apply(worlds.at(-1) ?? {}, { version: '', ...one }));
        const now = worlds.at(-1) ?? {};
        const texts = worlds.map(textsOf);
        const { plan, edit, files } = restore(texts, nodes, from);

        const expected = { ...now };
        const moved = new Map<string, string>();
        for (const [file, members] of Object.entries(FILES)) {
          const former = members.every((node) => nodes.includes(node)) ? formerOf(worlds, file, from) : undefined;
          const said = now[file];
          if (former === undefined || !said) continue;
          expected[file] = { ...said, version: former };
          for (const node of members) moved.set(node, former);
        }
        expect(files).toEqual(textsOf(expected));
        expect(edit.problems).toEqual([]);
        expect(plan.nodes).toEqual([...moved].map(([node, to]) => ({ node, from, to })));
        expect(plan.left.map(({ node }) => node)).toEqual(nodes.filter((node) => !moved.has(node)));
        for (const to of moved.values()) restored.set(to, (restored.get(to) ?? 0) + 1);

        const again = restore([...texts, files], nodes, from);
        expect(again.plan.moves).toEqual([]);
        const why = new Map(again.plan.left.map((left) => [left.node, left.why]));
        for (const [node, to] of moved) expect(why.get(node)).toBe(`not on ${from} (${to})`);
      },
    ),
    { numRuns: 1000 },
  );
  // The histories are such that there is something to take back, to older and to newer versions.
  expect(Math.min(...restored.values())).toBeGreaterThan(50);
}, 60_000);
