import { parseArgs } from 'node:util';
import { runDemo } from './demo/run.ts';

const USAGE = `usage: npm run demo -- [--nodes N] [--keep]

Makes a network of N nodes (40) from manifests/network, starts a GitHub and Cordage on this machine as two processes,
publishes release v1.4.0 of a CorDapp with its JAR, and prints what happens. Nothing is left behind.

  --nodes N   participants of the network, 1 to 10000
  --keep      stay up until Ctrl-C, with addresses and how to act on them
`;

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '40' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const nodes = Number(values.nodes);
if (values.help) process.stdout.write(USAGE);
else if (!Number.isInteger(nodes) || nodes < 1 || nodes > 10_000) {
  process.stderr.write(`--nodes is "${values.nodes}", not a whole number from 1 to 10000\n\n${USAGE}`);
  process.exitCode = 2;
} else process.exitCode = await runDemo({ nodes, keep: values.keep });
