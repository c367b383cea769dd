const BY_HAND = [
  'Create it by hand: on GitHub under Settings, Developer settings, GitHub Apps, New GitHub App,',
  'with the permissions and events of app.yml. The webhook URL is https://HOST/api/github/webhooks as GitHub',
  'reaches this server; the webhook secret is a long random text. Then set APP_ID, PRIVATE_KEY_PATH and',
  'WEBHOOK_SECRET, in the environment or in .env here, and start Cordage again.',
];

const DEMO = ['To see Cordage work without an account: npm run demo'];

const indent = (lines: readonly string[], head: string): readonly string[] =>
  lines.map((line, index) => (index === 0 ? head : ' '.repeat(head.length)) + line);

/** What a first start says: there is no App yet, and two ways lead to one. */
export const renderFirstStart = (page: string, webhookUrl: string | undefined): string => {
  const told =
    webhookUrl === undefined
      ? [
          'GitHub will send webhooks to the address at which you open the page. It takes none on localhost: there, set',
          'CORDAGE_WEBHOOK_URL to the address of this server, or of a tunnel to it, before you start.',
        ]
      : [`GitHub will send webhooks to ${webhookUrl}.`];
  return [
    'Cordage has no GitHub App yet. Two ways lead to one:',
    '',
    ...indent(
      [
        `Open ${page} and press "Register GitHub App". GitHub creates it from app.yml, and its settings are`,
        'written to .env here. Then install the App on your repositories and start Cordage again.',
        ...told,
      ],
      '  1. ',
    ),
    ...indent(BY_HAND, '  2. '),
    '',
    ...DEMO,
  ].join('\n');
};

/** What it says where no page can be offered: in production, where settings come from outside. */
export const renderNoApp = (): string =>
  [
    'Cordage cannot start: none of APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH and WEBHOOK_SECRET is set.',
    '',
    ...indent(BY_HAND, '  '),
    '',
    '  Or run npm start in a checkout without NODE_ENV=production: it offers a page that registers the App.',
    '',
    ...DEMO,
  ].join('\n');

export const renderRegistered = (file: string): string =>
  `The App is registered; its settings are in ${file}. Install it on your repositories, then start Cordage again.`;
