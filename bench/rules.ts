import { EVIDENCE, type Artifact } from '../src/core/config/config.ts';
import { parseConfig } from '../src/core/config/parse.ts';
import { isManifestPath, type Manifest } from '../src/core/manifests/manifest.ts';
import { readManifest } from '../src/core/manifests/read.ts';
import { buildNetwork } from '../src/core/network/build.ts';
import type { Network } from '../src/core/network/network.ts';
import { inspectCordapp } from '../src/cordapp/inspect.ts';
import { allTo, judgeMoves } from '../src/core/rollout/judge-change.ts';
import { makeCordappJar } from '../src/sandbox/cordapp-jar.ts';
import { networkFiles } from '../src/sandbox/network.ts';
import { measurePair, renderPair } from './measure.ts';

const NODES = 3000;
/** The goal of the rules, in milliseconds: what a person who waits for a check does not notice. */
const GOAL_MS = 300;

const jarOf = async (version: string) => {
  const manifest = {
    'Cordapp-Workflow-Name': 'Trade',
    'Cordapp-Workflow-Version': version,
    'Min-Platform-Version': '4',
  };
  const facts = await inspectCordapp({ bytes: makeCordappJar({ manifest }) });
  return [{ name: 'trade.jar', sha256: facts.sha256, facts }];
};

const WORDS = 50;

/** As networks are: each workload called after its node, and many words of people, each for some nodes. */
const personalize = (network: Network): Network => {
  const evidence = Array.from({ length: WORDS }, (_, index) => ({
    what: EVIDENCE[index % EVIDENCE.length] ?? EVIDENCE[0],
    subject: undefined,
    nodes: [`party-*${index}`, `notary-${index}`],
    until: undefined,
    reason: 'bench',
  }));
  return {
    ...network,
    workloads: new Map(
      [...network.workloads].map(([node, pods]) => [
        node,
        pods.map((pod) => ({ ...pod, name: `${pod.name}-${node}` })),
      ]),
    ),
    policy: { ...network.policy, rules: { ...network.policy.rules, evidence } },
  };
};

/** All rules on a move of every node of a network of 3,000, beside finding the pins of the same files. */
export const benchRules = async (): Promise<string> => {
  const files = await networkFiles({ nodes: NODES });
  const encoder = new TextEncoder();
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  const paths = Object.keys(files).filter(isManifestPath);
  const read = (): Map<string, Manifest> =>
    new Map(paths.map((path) => [path, readManifest(path, bytes.get(path) ?? new Uint8Array())]));
  const { config } = parseConfig('cordage.yaml', bytes.get('cordage.yaml') ?? new Uint8Array());
  if (!config) throw new Error('the reference network has no valid cordage.yaml');
  const entries = [...bytes].map(([path, { length }]) => ({ path, kind: 'file' as const, blob: path, size: length }));
  const network = personalize(buildNetwork({ config, configFile: 'cordage.yaml', entries, manifests: read() }));
  const jars = new Map([
    ['trade@1.3.2', await jarOf('1')],
    ['trade@1.4.0', await jarOf('2')],
  ]);
  const known = { now: Date.now(), jars, parameters: network.policy.parameters };
  const names = network.nodes.map(({ name }) => name);
  const judge = (artifact: string, version: string) =>
    judgeMoves(
      known,
      network,
      network.artifacts.find(({ name }) => name === artifact) as Artifact,
      allTo(names, version),
    );

  const cordapp = await measurePair(() => judge('trade', '1.4.0'), read);
  const corda = await measurePair(() => judge('corda', '4.14.1'), read);
  // A network that nobody has looked at yet: the profiles of its nodes are made as well.
  const cold = await measurePair(() => {
    const copy = { ...network };
    return judgeMoves(known, copy, network.artifacts[0] as Artifact, allTo(names, '4.14.1'));
  }, read);
  const slowest = Math.max(cordapp.ours, corda.ours);
  if (slowest > GOAL_MS) throw new Error(`${slowest.toFixed(0)} ms, and ${GOAL_MS} ms is the goal`);
  return [
    `  ${NODES} nodes, all of them moving; medians of 7 rounds; goal: under ${GOAL_MS} ms`,
    renderPair('judge a CorDapp', 'finding the pins of the same files', cordapp),
    renderPair('judge a minor release of Corda', 'finding the pins of the same files', corda),
    renderPair('the same, on a network that is new', 'finding the pins of the same files', cold),
    `  findings of the release: ${judge('corda', '4.14.1').findings.length}`,
  ].join('\n');
};
