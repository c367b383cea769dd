import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { decodePlan, furnish } from './furnish.ts';
import { startSandbox } from './sandbox.ts';

const USAGE = `usage: node src/sandbox/main.ts [--port N] [--dir DIR] [--plan]

Runs a GitHub and an Argo CD on this machine until SIGTERM or SIGINT. Prints one line of JSON with its addresses and, with --plan, the
credentials of what the JSON on standard input asked for:

  {"users": ["ada"], "organizations": ["acme"],
   "repositories": [{"owner": "acme", "name": "net", "files": {"README.md": "one"}}],
   "roles": [{"repository": "acme/net", "login": "ada", "role": "write"}],
   "app": {"slug": "cordage", "permissions": {"contents": "write"}, "events": ["push"],
           "webhookUrl": "http://127.0.0.1:3000/api/github/webhooks", "webhookSecret": "…"},
   "installations": [{"owner": "acme", "repositories": "all"}]}
`;

/** How often Argo CD does what is due. */
const TICK_MS = 250;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    dir: { type: 'string' },
    plan: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const run = async (): Promise<void> => {
  if (values.help) return void process.stdout.write(USAGE);
  const plan = values.plan ? decodePlan(await text(process.stdin)) : undefined;
  const sandbox = await startSandbox({
    port: Number(values.port),
    ...(values.dir === undefined ? {} : { dir: values.dir }),
  });
  const ticking = setInterval(() => void sandbox.argocd.advance().catch(console.error), TICK_MS);
  const stop = (): void => {
    clearInterval(ticking);
    sandbox.close().catch((error: unknown) => {
      process.exitCode = 1;
      console.error(error);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const credentials = plan ? await furnish(sandbox.seed, plan) : {};
  const { url, apiUrl, world } = sandbox;
  console.log(JSON.stringify({ url, apiUrl, dir: world.dir, ...credentials }));
};

await run();
