import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStage, type Stage } from './start.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Example = { readonly [name: string]: Json };

/** Recorded payloads of the real GitHub. */
const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Example[];
}[];

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.sandbox.close());

const repo = { owner: 'acme', repo: 'net' };

const play = async (): Promise<void> => {
  const { octokit, as, ada, sandbox } = stage;
  const person = as(ada);
  const head_sha = await sandbox.seed.commit('acme/net', 'change', { 'a.txt': 'a' }, 'Change', 'ada');
  await octokit.rest.pulls.create({ ...repo, head: 'change', base: 'main', title: 'T', body: 'B' });
  await octokit.rest.issues.addLabels({ ...repo, issue_number: 1, labels: ['canary'] });
  await octokit.rest.pulls.update({ ...repo, pull_number: 1, title: 'T2' });
  await sandbox.seed.commit('acme/net', 'change', { 'a.txt': 'b' }, 'Again', 'ada');
  await person.rest.pulls.createReview({ ...repo, pull_number: 1, event: 'APPROVE', body: 'fine' });
  const { data: comment } = await person.rest.issues.createComment({ ...repo, issue_number: 1, body: '/rollout' });
  await person.rest.issues.updateComment({ ...repo, comment_id: comment.id, body: 'no' });
  await person.rest.issues.deleteComment({ ...repo, comment_id: comment.id });
  await octokit.rest.checks.create({ ...repo, name: 'rules', head_sha, conclusion: 'success' });
  await octokit.rest.repos.createCommitStatus({ ...repo, sha: head_sha, context: 'build', state: 'success' });
  await deploy();
  await octokit.rest.pulls.merge({ ...repo, pull_number: 1 });
  await octokit.rest.git.deleteRef({ ...repo, ref: 'heads/change' });
  await sandbox.seed.release({
    repository: 'acme/net',
    tag: 'v1',
    login: 'ada',
    assets: { 'a.jar': Buffer.from('a') },
  });
  const { data: issue } = await person.rest.issues.create({ ...repo, title: 'Question' });
  await person.rest.issues.update({ ...repo, issue_number: issue.number, state: 'closed' });
};

const deploy = async (): Promise<void> => {
  const { repos } = stage.octokit.rest;
  const { data } = await repos.createDeployment({ ...repo, ref: 'main', environment: 'canary', required_contexts: [] });
  await repos.createDeploymentStatus({ ...repo, deployment_id: 'id' in data ? data.id : 0, state: 'success' });
};

/** Fields that hang on the App or on features that the sandbox does not have. */
const LEFT_OUT = new Set(['permissions', 'custom_properties', 'organization', 'milestone']);

const kind = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Where ours lacks a field of the example, or has another kind of value under it. */
const differences = (ours: Json | undefined, example: Json, path = ''): readonly string[] => {
  if (ours === undefined) return [`${path} is missing`];
  if (ours === null || example === null) return [];
  if (kind(ours) !== kind(example)) return [`${path} is ${kind(ours)}, GitHub's is ${kind(example)}`];
  if (Array.isArray(ours) && Array.isArray(example)) {
    const [first] = ours;
    const [wanted] = example;
    return first === undefined || wanted === undefined ? [] : differences(first, wanted, `${path}[]`);
  }
  if (typeof ours !== 'object' || typeof example !== 'object' || Array.isArray(ours) || Array.isArray(example))
    return [];
  return Object.entries(example)
    .filter(([name]) => !LEFT_OUT.has(name))
    .flatMap(([name, value]) => differences(ours[name], value, `${path}.${name}`));
};

test('payloads have the fields of those recorded from GitHub', async () => {
  await play();
  await stage.sandbox.deliveries.settled();
  const compared: Record<string, readonly string[]> = {};
  for (const { event, action, payload } of stage.sandbox.deliveries.list()) {
    const ours = JSON.parse(JSON.stringify(payload)) as Example;
    const recorded = examples.find(({ name }) => name === event)?.examples ?? [];
    const alike = recorded.filter((one) => one['action'] === action && sameSort(one, ours));
    // The recordings are of several years and repositories: the one nearest to ours counts.
    const [nearest] = alike.map((one) => differences(ours, one)).toSorted((a, b) => a.length - b.length);
    if (nearest) compared[[event, action].filter(Boolean).join('.')] = nearest;
  }
  expect(compared).toMatchInlineSnapshot(`
    {
      "check_run.completed": [],
      "check_run.created": [],
      "check_suite.completed": [],
      "check_suite.requested": [],
      "create": [],
      "deployment.created": [],
      "deployment_status.created": [],
      "installation.created": [],
      "issue_comment.created": [],
      "issue_comment.deleted": [],
      "issue_comment.edited": [],
      "issues.opened": [
        ".issue.draft is missing",
      ],
      "pull_request.closed": [],
      "pull_request.labeled": [],
      "pull_request.opened": [],
      "pull_request.synchronize": [],
      "pull_request_review.submitted": [],
      "push": [],
      "release.created": [],
      "release.published": [],
      "release.released": [],
      "status": [],
    }
  `);
});

/** Pushes of tags and deletions look otherwise than pushes of commits. */
const sameSort = (a: Example, b: Example): boolean =>
  a['deleted'] === b['deleted'] &&
  a['ref_type'] === b['ref_type'] &&
  (a['head_commit'] === null) === (b['head_commit'] === null);
