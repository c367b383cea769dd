import { cutTag } from '../manifests/image.ts';
import type { NamedHook } from '../argo/expectation.ts';
import type { Workload } from '../manifests/workload.ts';
import type { Network, Node, Pin } from '../network/network.ts';

/** Nodes of a ring that are alike before anything changes. */
export type Profile = {
  readonly ring: string | undefined;
  /** Of the first of them, in the order of files: the others' say the same. */
  readonly pins: readonly Pin[];
  /** Names, sorted. */
  readonly nodes: readonly string[];
};

/** The tag of an image's pin; undefined for a JAR, and where the version stands alone. */
export const tagOf = ({ candidate }: Pin): string | undefined => {
  if (candidate.kind === 'jar') return undefined;
  const scalar = candidate.kind === 'image' ? candidate.tag : candidate.scalar;
  return scalar && cutTag(scalar.value).tag;
};

const profiles = new WeakMap<Network, readonly Profile[]>();

/**
 * Nodes by what they run: each is looked at once for a network, whatever is asked of it afterwards. Costs a walk over
 * the pins and their nodes; what comes after grows with the profiles, which are about as many as versions times rings.
 */
export const profilesOf = (network: Network): readonly Profile[] => {
  const known = profiles.get(network);
  if (known) return known;
  const pinsOf = new Map<string, Pin[]>();
  const keyOf = new Map<string, string>();
  const number = numberer();
  for (const pin of network.pins) {
    const key = number(`${pin.artifact}\n${pin.version}\n${tagOf(pin)}\n${isChecked(pin)}`);
    for (const node of pin.nodes) {
      const pins = pinsOf.get(node);
      if (pins) pins.push(pin);
      else pinsOf.set(node, [pin]);
      keyOf.set(node, `${keyOf.get(node) ?? ''} ${key}`);
    }
  }
  const keyed = ({ name, ring }: Node): string =>
    `${ring} ${number(stagesOf(network.hooks.get(name)))} ${number(podsOf(network.workloads.get(name)))}${keyOf.get(name) ?? ''}`;
  const found = [...Map.groupBy(network.nodes, keyed).values()].map((nodes): Profile => {
    const [first] = nodes;
    return {
      ring: first?.ring,
      pins: pinsOf.get(first?.name ?? '') ?? [],
      nodes: nodes.map(({ name }) => name).toSorted(),
    };
  });
  profiles.set(network, found);
  return found;
};

/** Whether a JAR's URL has its checksum beside it. */
export const isChecked = ({ candidate }: Pin): boolean | undefined =>
  candidate.kind === 'jar' ? candidate.sha256 !== undefined : undefined;

const written = new WeakMap<object, string>();

/** Nodes that share a base share the objects that it gives them, so each is written once. */
const writeOnce = <T extends object>(value: T | undefined, write: (value: T) => unknown): string | undefined => {
  if (value === undefined) return undefined;
  const text = written.get(value) ?? JSON.stringify(write(value));
  written.set(value, text);
  return text;
};

/** Of hooks rules look at what they do, never at their names, which may be the node's own. */
const stagesOf = (hooks: readonly NamedHook[] | undefined): string | undefined =>
  writeOnce(hooks, (all) => all.map(({ stage }) => stage).toSorted());

/** No rule looks at the name of a workload, and many networks call it after its node. */
const podsOf = (workloads: readonly Workload[] | undefined): string | undefined =>
  writeOnce(workloads, (all) => all.map((pod) => ({ ...pod, name: '' })));

/** Small numbers for values, equal for equal ones. */
const numberer = (): ((value: unknown) => number) => {
  const numbers = new Map<unknown, number>();
  return (value) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  };
};
