import { isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const File = z.looseObject({
  users: z
    .array(
      z.looseObject({
        user: z.looseObject({ tokenFile: z.string().optional(), token: z.string().optional() }).nullish(),
      }),
    )
    .nullish(),
});

/**
 * A kubeconfig as client-node understands it. Its `tokenFile` (kubernetes.io, kubeconfig v1, AuthInfo) is unknown to
 * client-node 2.0.1, which reads such a file only by an auth provider: it becomes one.
 * @param root the folder of the kubeconfig, which its paths are relative to
 * @throws Error where the text is no kubeconfig
 */
export const prepareKubeConfig = (text: string, root: string): string => {
  const file = File.parse(parse(text));
  for (const entry of file.users ?? []) {
    const { tokenFile, token } = entry.user ?? {};
    if (tokenFile === undefined || token !== undefined) continue;
    const path = isAbsolute(tokenFile) ? tokenFile : join(root, tokenFile);
    entry.user = { ...entry.user, 'auth-provider': { name: 'token-file', config: { tokenFile: path } } };
  }
  return JSON.stringify(file);
};
