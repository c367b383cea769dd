import { stringify } from 'yaml';

/** Clusters by name, each a prefix of the server's paths; the first has what all have. */
export const CONTEXTS: readonly string[] = ['sandbox', 'frankfurt', 'tokyo'];

/** A kubeconfig with a cluster for each context; the first is the current one. */
export const renderKubeconfig = ({
  url,
  ca,
  token,
}: {
  readonly url: string;
  readonly ca: string;
  readonly token: string;
}): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': CONTEXTS[0],
    clusters: CONTEXTS.map((name) => ({
      name,
      cluster: { server: `${url}/${name}`, 'certificate-authority-data': Buffer.from(ca).toString('base64') },
    })),
    users: [{ name: 'cordage', user: { token } }],
    contexts: CONTEXTS.map((name) => ({ name, context: { cluster: name, user: 'cordage' } })),
  });
