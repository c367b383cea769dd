/** Where a checkout came from: the server's address without a slash at its end, and `owner/name`. */
export type Origin = { readonly serverUrl: string; readonly repository: string };

const BY_HTTP = /^(https?:\/\/)(?:[^\s@/?#]*@)?([^\s@/?#]+)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;
const BY_SSH = /^ssh:\/\/(?:[^\s@/?#:]+@)?([^\s@/?#:]+)(?::\d{1,5})?\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;
const BY_SCP = /^(?:[^\s@/?#:]+@)([^\s@/?#:]+):([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

/** Longer addresses are none. */
const LONGEST = 500;

/** Takes the address of a remote apart, in any form that git takes; undefined for what is on no server, such as a folder. */
export const readOrigin = (url: string): Origin | undefined => {
  const text = url.length > LONGEST ? '' : url.trim();
  const [, scheme, host, path] = BY_HTTP.exec(text) ?? [];
  if (scheme !== undefined && host !== undefined && path !== undefined)
    return URL.canParse(scheme + host) ? { serverUrl: scheme + host, repository: path } : undefined;
  const [, sshHost, sshPath] = BY_SSH.exec(text) ?? BY_SCP.exec(text) ?? [];
  if (sshHost === undefined || sshPath === undefined || !URL.canParse(`https://${sshHost}`)) return undefined;
  return { serverUrl: `https://${sshHost}`, repository: sshPath };
};
