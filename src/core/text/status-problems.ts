import type { ArgoInstance } from '../config/config.ts';
import type { Problem } from '../problem.ts';
import { plural } from './count.ts';
import { apiTroubleWords, type ApiTrouble } from './kubernetes-words.ts';
import { printable, quoted } from './printable.ts';

/** Sentences about what `cordage status` cannot see. */

const wrong = (code: string, message: string, remedy: string): Problem => ({
  code: `status-${code}`,
  severity: 'error',
  message,
  remedy,
});

export const noKubeConfig = (looked: readonly string[]): Problem =>
  wrong(
    'no-kubeconfig',
    `no kubeconfig was found (looked for ${looked.map(quoted).join(', ')}), so no cluster is asked and nothing is known to be live`,
    'name one with --kubeconfig PATH, or set KUBECONFIG as for kubectl',
  );

/** Of several files that kubectl would merge. */
export const oneKubeConfig = (path: string): Problem => ({
  ...wrong(
    'kubeconfig-list',
    `KUBECONFIG names several files, and Cordage reads the first that is there: ${quoted(path)}`,
    'put them into one (kubectl config view --flatten), and name it with --kubeconfig',
  ),
  severity: 'warning',
});

export const noOrigin = (): Problem =>
  wrong(
    'no-repository',
    'nobody says which repository this is (there is no remote "origin" on a server), so which Applications are its own is not known',
    'name it with --repository OWNER/NAME',
  );

export const notARepository = (text: string): Problem =>
  wrong(
    'repository',
    `${quoted(text)} is not OWNER/NAME`,
    'write it as in the address on GitHub: acme/network-manifests',
  );

export const noHistory = (): Problem =>
  wrong(
    'no-history',
    'this folder is not the root of a git checkout, so which commit moved a node is not known',
    'name the root of a clone of the manifests repository',
  );

/** Argo CD is ahead of the checkout, or follows something else. */
export const behind = (nodes: number): Problem => ({
  ...wrong(
    'behind',
    `Argo CD is at a revision that this checkout does not have, for ${plural(nodes, 'node')}`,
    'git pull, and look again',
  ),
  severity: 'warning',
});

export const stillReading = (instance: string, seconds: number): Problem =>
  wrong(
    'reading',
    `Argo CD ${printable(instance)} was not read in ${seconds} s`,
    'look again, or wait for it with --watch',
  );

/** An instance that cannot be seen; `why` as the clusters tell it. */
export const instanceAway = (instance: ArgoInstance, why: string): Problem =>
  wrong(
    'instance-away',
    `Argo CD ${printable(instance.name)} cannot be seen: ${printable(why)}`,
    remedyOf(instance, why),
  );

const remedyOf = ({ name, context, namespaces }: ArgoInstance, why: string): string => {
  const is = (...troubles: readonly ApiTrouble[]): boolean => troubles.some((one) => apiTroubleWords(one) === why);
  const of = (kind: 'forbidden' | 'absent', resource: string): boolean =>
    namespaces.some((namespace) => is({ kind, resource, namespace }));
  const flag = context === undefined ? '' : ` --context ${printable(context)}`;
  const where = `-n ${printable(namespaces[0] ?? 'argocd')}`;
  if (is({ kind: 'unknown-context', context }))
    return `kubectl config get-contexts lists what there is: name one of it as context of ${quoted(name)} in cordage.yaml, or give another file with --kubeconfig`;
  for (const resource of ['applications', 'appprojects'])
    if (of('forbidden', resource))
      return `let this user read them (manifests/bot/argocd has the Role); kubectl${flag} auth can-i list ${resource}.argoproj.io ${where} tells`;
  if (of('absent', 'applications') || of('absent', 'appprojects'))
    return `look whether Argo CD is installed there (kubectl${flag} get crd applications.argoproj.io), and correct context and namespaces of ${quoted(name)} in cordage.yaml`;
  if (is({ kind: 'no-kubeconfig' })) return 'give a kubeconfig that kubectl understands, with --kubeconfig PATH';
  if (is({ kind: 'credentials' }, { kind: 'unauthorized' }))
    return `log in again, until kubectl${flag} get applications.argoproj.io ${where} answers`;
  if (is({ kind: 'certificate' })) return 'correct certificate-authority of its cluster in the kubeconfig';
  if (is({ kind: 'insecure' })) return 'write https:// for its server in the kubeconfig';
  return `kubectl${flag} get applications.argoproj.io ${where} tells whether it is the network or Cordage`;
};
