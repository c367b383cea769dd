import { quoted } from './printable.ts';

/** Why the API server of an Argo CD cannot be read. Nothing in it changes for as long as the reason does. */
export type ApiTrouble =
  | { readonly kind: 'unknown-context'; readonly context: string | undefined }
  | { readonly kind: 'forbidden' | 'absent'; readonly resource: string; readonly namespace: string }
  | {
      readonly kind:
        | 'no-kubeconfig'
        | 'not-in-cluster'
        | 'insecure'
        | 'credentials'
        | 'unauthorized'
        | 'certificate'
        | 'unreachable'
        | 'silent'
        | 'busy'
        | 'failing'
        | 'nonsense'
        | 'too-large';
    };

/** The reason in a few words, plain text, to stand after "cannot be seen: ". */
export const apiTroubleWords = (trouble: ApiTrouble): string => {
  switch (trouble.kind) {
    case 'unknown-context':
      return trouble.context === undefined
        ? 'the kubeconfig has no current context'
        : `the kubeconfig has no context ${quoted(trouble.context)}`;
    case 'no-kubeconfig':
      return 'the kubeconfig cannot be read';
    case 'not-in-cluster':
      return 'Cordage does not run in a cluster that gives it a service account';
    case 'insecure':
      return 'its address is http:// without insecure-skip-tls-verify in the kubeconfig';
    case 'credentials':
      return 'the credentials of the kubeconfig cannot be had';
    case 'unauthorized':
      return 'the API server does not accept the credentials (401)';
    case 'forbidden':
      return `Cordage may not list and watch ${trouble.resource} in namespace ${quoted(trouble.namespace)} (403)`;
    case 'absent':
      return `the cluster does not serve ${trouble.resource} in namespace ${quoted(trouble.namespace)} (404)`;
    case 'certificate':
      return "the API server's certificate is not trusted";
    case 'unreachable':
      return 'the API server cannot be reached';
    case 'silent':
      return 'the API server does not answer in time';
    case 'busy':
      return 'the API server asks to be left alone for now';
    case 'failing':
      return 'the API server answers with errors';
    case 'nonsense':
      return 'the answer of the API server is not understood';
    case 'too-large':
      return 'the API server shows more than Cordage keeps';
  }
};
