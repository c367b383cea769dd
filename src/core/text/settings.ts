type Setting = {
  /** What it decides, for the table in docs/operations.md. */
  readonly what: string;
  /** Where a right value comes from. */
  readonly remedy: string;
  /** Absent: it must be given, or is left out. */
  readonly byDefault?: string;
};

const GITHUB_PAGE = "the App's page on GitHub (Settings, Developer settings, GitHub Apps)";

/** Every setting there is. Defaults are taken from here, and so is the table in the documentation. */
export const SETTINGS = {
  APP_ID: { what: 'number of the GitHub App', remedy: `copy "App ID" from ${GITHUB_PAGE}` },
  PRIVATE_KEY: {
    what: 'private key of the App: PEM, PEM with `\\n` written out, or either in base64',
    remedy: `generate one under "Private keys" on ${GITHUB_PAGE}; give its text here or its path in PRIVATE_KEY_PATH`,
  },
  PRIVATE_KEY_PATH: {
    what: 'file with the private key, in place of PRIVATE_KEY',
    remedy: 'point it at the .pem file that GitHub let you download under "Private keys"',
  },
  CORDAGE_FORMER_KEY_PATHS: {
    what: 'files with former private keys of the App, with commas: what the journal says under their signature still counts',
    remedy: 'point it at the .pem files that were in use before, or leave it out',
  },
  WEBHOOK_SECRET: {
    what: 'what GitHub signs webhooks with',
    remedy: `make a long random text (openssl rand -hex 32), and set it here and as "Webhook secret" on ${GITHUB_PAGE}`,
  },
  GITHUB_API_URL: {
    what: "address of GitHub's API",
    remedy: 'leave it out for github.com; for GitHub Enterprise Server write https://HOST/api/v3',
    byDefault: 'https://api.github.com',
  },
  GITHUB_SERVER_URL: {
    what: 'address of GitHub itself, where git fetches and pushes',
    remedy: 'leave it out for github.com; for GitHub Enterprise Server write https://HOST',
    byDefault: 'https://github.com',
  },
  HOST: { what: 'address to listen on', remedy: 'leave it out to listen on all', byDefault: '0.0.0.0' },
  PORT: { what: 'port to listen on; 0 takes any free one', remedy: 'leave it out for 3000', byDefault: '3000' },
  LOG_LEVEL: {
    what: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    remedy: 'leave it out for info',
    byDefault: 'info',
  },
  CORDAGE_CACHE_DIR: {
    what: "folder for mirrors of the manifests repositories; by default in the system's temporary folder",
    remedy: 'give a folder that this user may write',
  },
  CORDAGE_SWEEP_SECONDS: {
    what: 'seconds between two looks at every network, for what no webhook told',
    remedy: 'leave it out for 300',
    byDefault: '300',
  },
  CORDAGE_PACE_WRITES: {
    what: '`yes` keeps 1 s between writes and 3 s between those that notify people, as GitHub asks; `no` does not',
    remedy: 'leave it out for yes; no is for GitHubs of your own',
    byDefault: 'yes',
  },
  CORDAGE_ASSET_HOSTS: {
    what: "hosts that a release asset may be downloaded from, beside the API's own, with commas",
    remedy: 'leave it out for github.com; for GitHub Enterprise Server name the host of its storage, without https://',
    byDefault: 'objects.githubusercontent.com,release-assets.githubusercontent.com',
  },
  CORDAGE_NETWORK_MAPS: {
    what: 'origins of the Network Maps that may be asked, such as `https://netmap.example.com`, with commas; without it none is',
    remedy: 'write what stands before the path of "networkMap" in cordage.yaml; or leave it out',
  },
  CORDAGE_SIGNING_KEY_PATH: {
    what: 'SSH private key without passphrase that commits are signed with; without one they are not signed',
    remedy: 'make one with ssh-keygen -t ed25519, and let this user read it; or leave it out',
  },
  CORDAGE_KUBECONFIG: {
    what: 'kubeconfig file with the contexts that `argocd.instances` of `cordage.yaml` name, or `in-cluster`; without it no node counts as live',
    remedy: 'give a file that this user may read, or in-cluster to use the service account of the pod; or leave it out',
  },
  CORDAGE_WEBHOOK_URL: {
    what: 'address that the registration page gives GitHub for webhooks; read at a first start only',
    remedy: 'write https://HOST/api/github/webhooks, as GitHub reaches this server',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof SETTINGS;

export const defaultOf = (name: SettingName): string => {
  const setting: Setting = SETTINGS[name];
  return setting.byDefault ?? '';
};

/** A setting that keeps the server from starting: what was seen, and where the right value comes from. */
export type SettingProblem = { readonly name: SettingName; readonly seen: string };

export const renderSettingProblems = (problems: readonly SettingProblem[]): string =>
  [
    `Cordage cannot start: ${problems.length === 1 ? '1 setting is' : `${problems.length} settings are`} missing or wrong.`,
    '',
    ...problems.flatMap(({ name, seen }) => [`  ${name}: ${seen}`, `    ${SETTINGS[name].remedy}`]),
    '',
    'Settings are read from the environment and from .env in this folder; docs/operations.md lists them.',
  ].join('\n');

/** The table of docs/operations.md. */
export const renderSettingsTable = (): string =>
  [
    '| setting | default | what it decides |',
    '|---|---|---|',
    ...Object.entries<Setting>(SETTINGS).map(
      ([name, { what, byDefault }]) =>
        `| \`${name}\` | ${byDefault === undefined ? '' : `\`${byDefault}\``} | ${what} |`,
    ),
  ].join('\n');

/** What keeps the process from listening or from keeping its cache, in place of a stack. */
export const renderStartFailure = (
  code: string,
  place: { readonly host: string; readonly port: number; readonly cacheDir: string },
): string | undefined => {
  const where = `${place.host}:${place.port}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Cordage cannot start: something listens on ${where} already. Set PORT to another port, or end the other process.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `Cordage cannot start: this machine has no address ${place.host}. Leave HOST out to listen on all.`;
    case 'EACCES':
    case 'EROFS':
    case 'EPERM':
      return `Cordage cannot start: it may not write ${place.cacheDir}, or not listen on ${where}. Set CORDAGE_CACHE_DIR to a folder of this user, and PORT to 1024 or more.`;
    case 'EEXIST':
    case 'ENOTDIR':
    case 'ENOSPC':
      return `Cordage cannot start: ${place.cacheDir} cannot be used as a folder (${code}). Set CORDAGE_CACHE_DIR to another one.`;
    default:
      return undefined;
  }
};
