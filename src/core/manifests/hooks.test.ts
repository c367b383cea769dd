import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManifest } from './read.ts';

const read = (text: string) => readManifest('job.yaml', new TextEncoder().encode(text));

const job = (annotations: string, metadata = 'name: migrate'): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  ${metadata}\n  annotations:\n${annotations.replace(/^/gm, '    ')}\n`;

const MINUTE = 60_000;

describe('a hook that says what it does', () => {
  test.each([
    ['argocd.argoproj.io/hook: PreSync\ncordage.io/hook: drain', 'drain', 15 * MINUTE],
    ['argocd.argoproj.io/hook: Sync\ncordage.io/hook: migration\ncordage.io/budget: 1h', 'migration', 60 * MINUTE],
    ['argocd.argoproj.io/hook: PreSync, PostSync\ncordage.io/hook: "backup"\ncordage.io/budget: 90s', 'backup', 90_000],
    ['helm.sh/hook: pre-install,pre-upgrade\ncordage.io/hook: drain', 'drain', 15 * MINUTE],
  ])('%s', (annotations, stage, budget) => {
    const { hooks, problems } = read(job(annotations));
    expect(hooks).toEqual([{ kind: 'Job', name: 'migrate', generated: false, stage, budget }]);
    expect(problems).toEqual([]);
  });

  test('by the name that the cluster goes on with', () => {
    const text = job('argocd.argoproj.io/hook: PreSync\ncordage.io/hook: drain', 'generateName: drain-');
    expect(read(text).hooks).toMatchObject([{ name: 'drain-', generated: true }]);
  });

  test('in any document and of any kind, through aliases too', () => {
    const annotations = '&a {argocd.argoproj.io/hook: PreSync, cordage.io/hook: drain}';
    const workflow = `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: flow, annotations: {<<: ${annotations}}}\n`;
    const text = `# first\n---\n${workflow}---\n${job('argocd.argoproj.io/hook: PostSync\ncordage.io/hook: backup')}`;
    expect(read(text).hooks.map(({ kind, name, stage }) => `${kind}/${name} ${stage}`)).toEqual([
      'Workflow/flow drain',
      'Job/migrate backup',
    ]);
  });
});

describe('what a hook says wrongly is told at its line', () => {
  const tell = (text: string) =>
    read(text).problems.map(
      ({ at, severity, code, message, remedy }) =>
        `${at?.file}:${at?.line}:${at?.column} ${severity} ${code} ${message}; ${remedy}`,
    );

  test.each([
    [
      'argocd.argoproj.io/hook: PreSync\ncordage.io/hook: migrations',
      'job.yaml:7:22 warning hook-stage cordage.io/hook of Job "migrate" says "migrations", so the hook shows as part of the sync; did you mean "migration"?',
    ],
    [
      'argocd.argoproj.io/hook: PreSync\ncordage.io/hook: smoke-test',
      'job.yaml:7:22 warning hook-stage cordage.io/hook of Job "migrate" says "smoke-test", so the hook shows as part of the sync; write drain, backup or migration',
    ],
    [
      'cordage.io/hook: drain',
      'job.yaml:6:22 warning hook-not-argo cordage.io/hook stands on Job "migrate", which Argo CD does not run as a hook; add the annotation argocd.argoproj.io/hook with PreSync, Sync or PostSync beside it, or take it out',
    ],
    [
      'argocd.argoproj.io/hook: Skip\ncordage.io/hook: drain',
      'job.yaml:7:22 warning hook-not-argo cordage.io/hook stands on Job "migrate", which Argo CD does not run as a hook; add the annotation argocd.argoproj.io/hook with PreSync, Sync or PostSync beside it, or take it out',
    ],
    [
      'cordage.io/budget: 15m',
      'job.yaml:6:24 warning hook-budget-alone cordage.io/budget of Job "migrate" is for nothing: cordage.io/hook is missing; add cordage.io/hook with drain, backup or migration beside it, or take it out',
    ],
  ])('%s', (annotations, expected) => {
    expect(tell(job(annotations))).toEqual([expected]);
    expect(read(job(annotations)).hooks).toEqual([]);
  });

  test.each(['15', '0m', '1h30m', '12345m', 'soon'])('a budget of %s, and 15 minutes count', (budget) => {
    const text = job(`argocd.argoproj.io/hook: PreSync\ncordage.io/hook: drain\ncordage.io/budget: ${budget}`);
    expect(tell(text)).toEqual([
      `job.yaml:8:24 warning hook-budget cordage.io/budget of Job "migrate" says "${budget}", which is no span of time, so 15m count; write 90s, 15m or 2h`,
    ]);
    expect(read(text).hooks).toMatchObject([{ stage: 'drain', budget: 15 * MINUTE }]);
  });
});

test('hooks that say nothing, values files and templates are left alone', () => {
  for (const text of [
    job('argocd.argoproj.io/hook: PreSync'),
    'metadata: {name: a, annotations: {argocd.argoproj.io/hook: PreSync, cordage.io/hook: drain}}\n',
    job('argocd.argoproj.io/hook: PreSync\ncordage.io/hook: drain', 'name: "{{ .name }}"'),
    job('argocd.argoproj.io/hook: PreSync\ncordage.io/hook: drain', 'labels: {}'),
  ]) {
    expect(read(text)).toMatchObject({ hooks: [], problems: [] });
  }
});

test('whatever the annotations hold, there is a hook in full or a sentence', () => {
  const value = fc.oneof(
    fc.constantFrom(
      'drain',
      'PreSync',
      'PreSync,Sync',
      '15m',
      '',
      'null',
      '12',
      '[a]',
      '{a: b}',
      '"\\u202e\\e[31m"',
      '!x y',
    ),
    fc.stringMatching(/^[a-zA-Z0-9 ,-]{0,20}$/).map((text) => JSON.stringify(text)),
  );
  const keys = ['argocd.argoproj.io/hook', 'cordage.io/hook', 'cordage.io/budget', 'helm.sh/hook'];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), value), (annotations) => {
      const lines = Object.entries(annotations).map(([key, text]) => `${key}: ${text}`);
      const { hooks, problems } = read(job(lines.join('\n')));
      for (const { budget, name } of hooks) expect([budget > 0, name]).toEqual([true, 'migrate']);
      for (const { severity, message } of problems) {
        expect(severity).toBe('warning');
        expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
      const isGiven = (key: string) =>
        !['', '""', 'null', '[a]', '{a: b}', '!x y', undefined].includes(annotations[key]?.trim());
      expect(hooks.length + problems.length > 0 || !isGiven('cordage.io/hook')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
