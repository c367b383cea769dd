/** A setting that keeps the server from starting: what was seen, and where the right value comes from. */
export type SettingProblem = { readonly name: string; readonly seen: string; readonly remedy: string };

const REMEDIES: Readonly<Record<string, string>> = {
  APP_ID: 'copy it from the App\'s page on GitHub: Settings, Developer settings, GitHub Apps, "App ID"',
  PRIVATE_KEY:
    'generate one on the App\'s page under "Private keys" and give the PEM text, or its path in PRIVATE_KEY_PATH',
  PRIVATE_KEY_PATH: 'point it at the .pem file that GitHub let you download under "Private keys"',
  WEBHOOK_SECRET: 'set the same long random text here and on the App\'s page under "Webhook secret"',
  GITHUB_API_URL: 'leave it out for github.com; for GitHub Enterprise Server write https://HOST/api/v3',
  GITHUB_SERVER_URL: 'leave it out for github.com; for GitHub Enterprise Server write https://HOST',
  LOG_LEVEL: 'leave it out for "info"',
};

export const settingProblem = (name: string, seen: string): SettingProblem => ({
  name,
  seen,
  remedy: REMEDIES[name] ?? 'leave it out for the default',
});

export const renderSettingProblems = (problems: readonly SettingProblem[]): string =>
  [
    `Cordage cannot start: ${problems.length === 1 ? '1 setting is' : `${problems.length} settings are`} missing or wrong.`,
    '',
    ...problems.flatMap(({ name, seen, remedy }) => [`  ${name}: ${seen}`, `    ${remedy}`]),
    '',
    'Settings are read from the environment and from .env in this folder.',
  ].join('\n');

/** What a first start says: there is no App yet, and two ways lead to one. */
export const renderFirstStart = (address: string): string =>
  [
    'No GitHub App is set up yet, so there is nothing to listen for.',
    '',
    `  1. Open ${address}/probot and press "Register GitHub App": GitHub creates it from app.yml`,
    '     and the settings are written to .env here. Then start Cordage again.',
    '  2. Or create it by hand: GitHub, Settings, Developer settings, GitHub Apps, New GitHub App,',
    '     with the permissions and events in app.yml, and set APP_ID, PRIVATE_KEY_PATH and WEBHOOK_SECRET.',
    '',
    'To see Cordage work without an account: npm run demo',
  ].join('\n');
