/** `https://host/owner/name`, maybe with somebody before the host, `.git` and a slash. */
const BY_HTTP = /^(https?):\/\/(?:[^\s@/?#]*@)?([^\s@/?#]+)\/([^\s@/?#]+\/[^\s@/?#]+?)(?:\.git)?\/?$/;
/** `ssh://git@host:22/owner/name`; the port is the server's own affair. */
const BY_SSH = /^ssh:\/\/(?:[^\s@/?#:]+@)?([^\s@/?#:]+)(?::\d{1,5})?\/([^\s@/?#]+\/[^\s@/?#]+?)(?:\.git)?\/?$/;
/** `git@host:owner/name` */
const BY_SCP = /^(?:[^\s@/?#:]+@)([^\s@/?#:]+):([^\s@/?#:]+\/[^\s@/?#]+?)(?:\.git)?\/?$/;

/** Addresses are short; what is longer is none. */
const LONGEST = 500;

/**
 * Whether the address of an Application's source is a repository of a GitHub, in any form that git takes. Case does not
 * matter, for GitHub does not mind it. Another server, or a path below the repository's, is another repository.
 * @param serverUrl `https://github.com`
 * @param repository `owner/name`
 */
export const isOurRepository = (serverUrl: string, repository: string): ((repoUrl: string) => boolean) => {
  const { protocol, host, hostname } = new URL(serverUrl);
  const scheme = protocol.slice(0, -1);
  const port = scheme === 'https' ? ':443' : ':80';
  const wanted = repository.toLowerCase();
  return (repoUrl) => {
    if (repoUrl.length > LONGEST) return false;
    const url = repoUrl.toLowerCase();
    const [, byScheme, byHost = '', byPath] = BY_HTTP.exec(url) ?? [];
    if (byScheme !== undefined)
      return byPath === wanted && byScheme === scheme && (byHost === host || byHost === `${host}${port}`);
    const [, sshHost, path] = BY_SSH.exec(url) ?? BY_SCP.exec(url) ?? [];
    return sshHost === hostname && path === wanted;
  };
};
