import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { SETTINGS } from '../../src/core/text/settings.ts';

const FOLDER = new URL('../../manifests/bot/', import.meta.url);

type Tree = Readonly<Record<string, unknown>>;

const load = (path: string): readonly Tree[] =>
  parseAllDocuments(readFileSync(new URL(path, FOLDER), 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Tree;
  });

const at = (tree: unknown, ...steps: readonly (string | number)[]): unknown =>
  steps.reduce<unknown>((inner, step) => (inner as Tree | undefined)?.[step], tree);

const [kustomization] = load('argocd/kustomization.yaml');
const objects = (at(kustomization, 'resources') as readonly string[]).flatMap((path) => load(`argocd/${path}`));
const ofKind = (kind: string): readonly Tree[] => objects.filter((object) => object['kind'] === kind);

describe('what Cordage may do beside Argo CD', () => {
  it('is to read Applications and AppProjects, and to patch Applications', () => {
    expect(ofKind('Role').map(({ metadata, rules }) => [at(metadata, 'name'), rules])).toEqual([
      [
        'cordage-read',
        [{ apiGroups: ['argoproj.io'], resources: ['applications', 'appprojects'], verbs: ['get', 'list', 'watch'] }],
      ],
      ['cordage-refresh', [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['patch'] }]],
    ]);
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(
      new Set([
        'ServiceAccount',
        'Role',
        'RoleBinding',
        'ValidatingAdmissionPolicy',
        'ValidatingAdmissionPolicyBinding',
      ]),
    );
  });

  it('is no write at all where one file is left out', () => {
    const verbs = load('argocd/read.yaml')
      .flatMap(({ rules }) => [rules ?? []].flat())
      .flatMap((rule) => at(rule, 'verbs'));
    expect(verbs).toEqual(['get', 'list', 'watch']);
    expect(load('argocd/refresh.yaml').map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding']);
  });

  it('is narrowed for the very subject that has the rights', () => {
    const subjects = ofKind('RoleBinding').flatMap((binding) => at(binding, 'subjects'));
    expect(subjects).toEqual([
      { kind: 'ServiceAccount', name: 'cordage', namespace: 'argocd' },
      { kind: 'ServiceAccount', name: 'cordage', namespace: 'argocd' },
    ]);
    const [policy] = ofKind('ValidatingAdmissionPolicy');
    expect(at(policy, 'spec', 'matchConditions')).toEqual([
      { name: 'is-cordage', expression: "request.userInfo.username == 'system:serviceaccount:argocd:cordage'" },
    ]);
    expect(at(policy, 'spec', 'failurePolicy')).toBe('Fail');
    expect(at(policy, 'spec', 'matchConstraints', 'resourceRules')).toEqual([
      { apiGroups: ['argoproj.io'], apiVersions: ['*'], operations: ['UPDATE'], resources: ['applications'] },
    ]);
    const [binding] = ofKind('ValidatingAdmissionPolicyBinding');
    expect(binding).toMatchObject({
      spec: { policyName: at(policy, 'metadata', 'name'), validationActions: ['Deny'] },
    });
    expect(at(binding, 'spec')).not.toHaveProperty('matchResources');
  });

  it('is the same for the ServiceAccount that Cordage runs as, in rights and policy alike', () => {
    const patches = at(load('argocd/in-cluster/kustomization.yaml')[0], 'patches') as readonly Tree[];
    const written = patches.map(({ patch }) => String(patch)).join('\n');
    const [account] = load('service-account.yaml');
    const namespace = at(load('namespace.yaml')[0], 'metadata', 'name');
    const name = at(account, 'metadata', 'name');
    expect(written).toContain(`path: /subjects/0/namespace, value: ${String(namespace)}`);
    expect(written).toContain(`'system:serviceaccount:${String(namespace)}:${String(name)}'`);
  });
});

describe.each(['kubeconfig', 'in-cluster'])('the component %s', (component) => {
  const [patch] = load(`${component}/deployment.yaml`);
  const container = at(patch, 'spec', 'template', 'spec', 'containers', 0);

  it('changes the Deployment that there is, by a setting that there is', () => {
    const [deployment] = load('deployment.yaml');
    expect(at(patch, 'metadata', 'name')).toBe(at(deployment, 'metadata', 'name'));
    expect(at(container, 'name')).toBe(at(deployment, 'spec', 'template', 'spec', 'containers', 0, 'name'));
    const names = (at(container, 'env') as readonly Tree[]).map(({ name }) => name);
    expect(names).toEqual(['CORDAGE_KUBECONFIG']);
    expect(Object.keys(SETTINGS)).toEqual(expect.arrayContaining(names));
  });

  it('opens the way to no address that somebody has', () => {
    const [policy] = load(`${component}/network-policy.yaml`);
    expect(at(policy, 'spec', 'egress', 0, 'to')).toEqual([{ ipBlock: { cidr: '192.0.2.1/32' } }]);
  });
});

it('the kubeconfig is a file of the folder that is mounted', () => {
  const [patch] = load('kubeconfig/deployment.yaml');
  const container = at(patch, 'spec', 'template', 'spec', 'containers', 0);
  const folder = at(container, 'volumeMounts', 0, 'mountPath');
  expect(at(container, 'env', 0, 'value')).toBe(`${String(folder)}/config`);
});
