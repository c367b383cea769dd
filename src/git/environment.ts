/** Variables of ours that git and curl may see: where programs are, proxies, certificates, the temporary folder. */
const INHERITED = [
  'PATH',
  'TMPDIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
];

export type ConfigEntry = readonly [key: string, value: string];

/**
 * Settings of every run. They stand in the environment and not in a file or on the command line, so that nothing in a
 * mirror, a home folder or /etc can change what git does here.
 */
const CONFIG: readonly ConfigEntry[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['credential.helper', ''],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  // After a redirection git would send our Authorization header to the new host.
  ['http.followRedirects', 'false'],
  // A server that prepares a pack sends 5 bytes every 5 s; below 1 byte/s for a minute it is dead, not slow.
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '60'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

/** The scheme of a remote, which becomes the only protocol that git may speak. Anything but a plain URL throws. */
export const schemeOf = (url: string): 'http' | 'https' | 'file' => {
  const { protocol, username, password } = new URL(url);
  const scheme = protocol.slice(0, -1);
  if (username !== '' || password !== '') throw new TypeError('a remote URL carries no credentials');
  if (scheme === 'http' || scheme === 'https' || scheme === 'file') return scheme;
  throw new TypeError(`a remote URL is http, https or file, not ${scheme}`);
};

/** The header, for the remote's origin only: a submodule or a redirection elsewhere never gets it. */
export const authorizationConfig = (url: string, authorization: string): ConfigEntry => {
  if (/[\r\n\0]/.test(authorization)) throw new TypeError('an Authorization header is one line');
  return [`http.${new URL(url).origin}/.extraHeader`, `Authorization: ${authorization}`];
};

/**
 * The whole environment of a git child. Built from nothing, so that no secret and no GIT_* variable of ours gets in.
 * `/dev/null` as home keeps curl from ~/.netrc; GIT_DIR keeps git from walking up to some other repository when the
 * mirror is broken, and from its owner check (safe.directory), which is meant for that walk.
 */
export const gitEnvironment = (
  options: { readonly dir: string; readonly scheme: string; readonly config: readonly ConfigEntry[] },
  inherited: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = inherited[name];
    if (value !== undefined) env[name] = value;
  }
  const config = [...CONFIG, ...options.config];
  Object.assign(env, {
    HOME: '/dev/null',
    LC_ALL: 'C',
    GIT_DIR: options.dir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: options.scheme,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_CONFIG_COUNT: String(config.length),
  });
  for (const [index, [key, value]] of config.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return env;
};

/** Whatever of a header is secret: the header, its words, and the password inside Basic credentials. */
export const secretsIn = (authorization: string): readonly string[] => {
  const words = authorization.split(/\s+/);
  const decoded = words.map((word) => Buffer.from(word, 'base64').toString().split(':').slice(1).join(':'));
  return [authorization, ...words.slice(1), ...decoded].filter((secret) => secret.length >= 4);
};

/** Takes known secrets, and whatever looks like credentials in a URL or a header, out of text that git printed. */
export const redact = (text: string, secrets: readonly string[]): string =>
  secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((result, secret) => result.replaceAll(secret, '***'), text)
    .replaceAll(/\/\/[^/\s@]+@/g, '//***@')
    .replaceAll(/(authorization:\s*).*/gi, '$1***');
