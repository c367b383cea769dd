import { expect, it } from 'vitest';
import { BY_ITSELF, configWith } from './rings-of.ts';
import { MANIFESTS, steady } from './stage.ts';
import { begin, type Story } from './story.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const CANARY = `name: canary, nodes: {names: [party-0001, party-0002]}, ${BY_ITSELF}`;
const REST = `name: all, ${BY_ITSELF}`;

const told = (story: Story, pull: number): string => steady(story.comments(pull)[0] ?? '');

const prepared = async (more = '', rings: readonly string[] = [CANARY, REST]): Promise<Story> =>
  begin({ nodes: 4, files: await configWith(rings, more) });

it('a sync window of the AppProject, auto-sync off and a hook that migrates show as what they are', async () => {
  const story = await prepared();
  const { argocd } = story;
  argocd.window({ kind: 'deny', schedule: '* * * * *', duration: '1h', applications: ['party-0001'] });
  argocd.autoSync(['party-0002'], false);
  await story.release('v1.4.0');
  expect(told(story, 1)).toContain('0 of 2 live, 2 waiting');
  expect(told(story, 1)).toContain('a sync window of its AppProject holds it; a sync by hand is not allowed');
  expect(told(story, 1)).toContain('auto-sync is off: ApplicationSet trade-network syncs it step by step');

  const other = await prepared();
  other.argocd.holdHook(['party-0001', 'party-0002'], 10 * MINUTE);
  await other.release('v1.4.0');
  await other.wait(3 * MINUTE);
  expect(other.standing()).toEqual(['1 merged, canary: 0 of 2 live, 2 migrating']);
  expect(told(other, 1)).toContain('slowest: `party-0001`, migrating since <time>, which may take until <time>');
  await other.wait(15 * MINUTE);
  expect(other.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);
  await other.end();
});

it('a refresh that gets lost is asked for again, and one is never asked for more often than needed', async () => {
  const story = await prepared();
  const patches = (): number => story.argocd.patches();
  story.argocd.dropRefresh(1);
  await story.release('v1.4.0');
  await story.wait(70 * SECOND);
  expect(patches()).toBe(3);
  await story.wait(2 * MINUTE);
  await story.wait(5 * MINUTE);
  expect(patches()).toBe(3);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);
  await story.end();
});

it('old pods that stay and manifests that are not rendered anew are found out by the images that run', async () => {
  const story = await prepared();
  story.argocd.onDelete(['party-0001']);
  story.argocd.generatePaths(['party-0002']);
  await story.release('v1.4.0');
  await story.wait(5 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: stopped, 1 of 2 degraded']);
  expect(told(story, 1)).toContain('is updateStrategy OnDelete? Delete the pod');
  expect(told(story, 1)).toContain('argocd.argoproj.io/manifest-generate-paths does not cover all that it reads');
  await story.end();
});

it('one of two Argo CDs that is away leaves the other its say, and a reader of a public repository learns no names', async () => {
  const argocd = `argocd:
  instances:
    - {name: frankfurt, context: frankfurt, url: https://argocd.frankfurt.example.com}
    - {name: tokyo, context: tokyo}
disclosure: counts
`;
  const story = await prepared(argocd);
  story.argocd.away('tokyo');
  await story.release('v1.4.0');
  await story.wait(2 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: 1 of 2 live, 1 unknown']);
  expect(told(story, 1)).toContain('Argo CD tokyo cannot be seen');
  const written = [story.body(1), ...story.comments(1), ...story.seen().map(({ title }) => title)].join('\n');
  expect(written).not.toMatch(/party-\d/);
  expect(story.body(1)).toContain('{node}');
  story.argocd.back('tokyo');
  await story.wait(2 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);
  await story.end();
});

it('what runs otherwise than git says stands in one issue, until it does not', async () => {
  const story = await prepared('argocd: {drift: issue}\n');
  const issues = () =>
    [...(story.sandbox.world.repositories.get(MANIFESTS)?.issues.values() ?? [])].map(
      ({ number, state, title }) => `${number} ${state} ${title}`,
    );
  await story.wait(MINUTE);
  expect(issues()).toEqual([]);
  story.argocd.autoSync(['party-0003'], false);
  story.argocd.drift(['party-0003'], 'Service/corda');
  story.argocd.orphan('party-0099');
  await story.wait(10 * MINUTE);
  await story.wait(20 * MINUTE);
  expect(issues()).toEqual([expect.stringMatching(/^1 open .*1 node/)]);
  const issue = story.sandbox.world.repositories.get(MANIFESTS)?.issues.get(1);
  expect(issue?.body).toContain('party-0003');
  expect(issue?.body).toContain('Service/corda');
  expect(issue?.body).toContain('party-0099');
  story.argocd.autoSync(['party-0003'], true);
  story.argocd.remove(['party-0099']);
  await story.wait(10 * MINUTE);
  await story.wait(20 * MINUTE);
  // Self-heal has put it back; that somebody had changed it stands there for a day.
  expect(story.sandbox.world.repositories.get(MANIFESTS)?.issues.get(1)?.body).toContain('changed by hand');
  await story.wait(25 * 60 * MINUTE);
  expect(issues()).toEqual([expect.stringMatching(/^1 closed /)]);
  await story.end();
});

it('an Argo CD that lets itself be read only is waited for at its own pace', async () => {
  const story = await prepared('argocd: {refresh: false}\n');
  await story.release('v1.4.0');
  await story.wait(30 * SECOND);
  expect(told(story, 1)).toContain('0 of 2 live, 2 waiting');
  expect(story.argocd.patches()).toBe(0);
  await story.wait(4 * MINUTE);
  await story.wait(4 * MINUTE);
  expect(story.standing()).toEqual(['1 merged, canary: live, soaking until <time>']);
  await story.end();
});
