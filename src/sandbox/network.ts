import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export type NetworkOptions = {
  /** Participants, from 1 to 10,000; a notary comes on top. */
  readonly nodes: number;
  /** Folder to derive the network from; `manifests/network` of this repository by default. */
  readonly from?: string;
  /** Versions of trade: what most participants run, and what the few run that were left behind. */
  readonly versions?: { readonly trade?: string; readonly former?: string };
};

const REFERENCE = fileURLToPath(new URL('../../manifests/network', import.meta.url));

/** The committed node that all generated ones are made from. */
const TEMPLATE = 'nodes/party-0001/kustomization.yaml';
const MOST_NODES = 10_000;

const REGIONS = [
  { name: 'frankfurt', place: 'L=Frankfurt, C=DE' },
  { name: 'tokyo', place: 'L=Tokyo, C=JP' },
] as const;

/**
 * The files of a manifests repository with so many participants, by path with `/`. Always the same for the same options.
 * Everything but the participants is taken from the reference network as it is.
 * @throws RangeError when the number of nodes is out of range, Error when the reference has not the shape relied on
 */
export const networkFiles = async (options: NetworkOptions): Promise<Record<string, string>> => {
  const { nodes, from = REFERENCE, versions } = options;
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) {
    throw new RangeError(`a network has 1 to ${MOST_NODES} nodes, not ${nodes}`);
  }
  const reference = await loadFiles(from);
  const template = reference[TEMPLATE];
  if (template === undefined) throw new Error(`${join(from, TEMPLATE)} is missing`);
  const files = Object.fromEntries(Object.entries(reference).filter(([path]) => !path.startsWith('nodes/party-')));
  for (let number = 1; number <= nodes; number += 1) {
    const ring = ringOf(number, nodes);
    const trade = ring !== 'canary' && number % 13 === 0 ? (versions?.former ?? '1.3.1') : (versions?.trade ?? '1.3.2');
    const id = String(number).padStart(4, '0');
    files[`nodes/party-${id}/kustomization.yaml`] = renderNode(template, { id, ring, trade, region: regionOf(number) });
  }
  return files;
};

const loadFiles = async (folder: string): Promise<Record<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths
      .sort()
      .map(async (path) => [relative(folder, path).replaceAll(sep, '/'), await readFile(path, 'utf8')] as const),
  );
  return Object.fromEntries(files);
};

/** A tenth is canary, three tenths are early; a network of one is all canary. */
const ringOf = (number: number, nodes: number): 'canary' | 'early' | 'all' => {
  const canary = Math.max(1, Math.round(nodes * 0.1));
  const early = Math.round(nodes * 0.3);
  if (number <= canary) return 'canary';
  return number <= canary + early ? 'early' : 'all';
};

type Region = (typeof REGIONS)[number];

const regionOf = (number: number): Region => (number % 2 === 1 ? REGIONS[0] : REGIONS[1]);

type NodeFacts = { readonly id: string; readonly ring: string; readonly trade: string; readonly region: Region };

const renderNode = (template: string, { id, ring, trade, region }: NodeFacts): string => {
  const edits: readonly (readonly [pattern: RegExp, text: string])[] = [
    [/(?<=^ *ring: ).*$/m, ring],
    [/(?<=^ *region: )\w+/m, region.name],
    [/(?<=MY_LEGAL_NAME=O=Company 0001, ).*$/m, region.place],
    [/(?<=\/trade\n *newTag: ")[^"]*(?=")/, trade],
  ];
  const edited = edits.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text)) throw new Error(`${TEMPLATE} has nothing like ${pattern}`);
    return text.replace(pattern, () => replacement);
  }, template);
  return edited.replaceAll('0001', id);
};
