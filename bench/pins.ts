import { parseAllDocuments, parseDocument } from 'yaml';
import type { Artifact } from '../src/core/config/config.ts';
import { parseConfig } from '../src/core/config/parse.ts';
import { isManifestPath, type Manifest } from '../src/core/manifests/manifest.ts';
import { readManifest } from '../src/core/manifests/read.ts';
import { buildNetwork } from '../src/core/network/build.ts';
import { editPins } from '../src/core/rollout/edit-pins.ts';
import { networkFiles } from '../src/sandbox/network.ts';
import { measurePair, renderPair } from './measure.ts';

const NODES = 3000;

/** Finding and moving pins in 3,000 nodes, beside what the YAML library alone takes to parse and to print them. */
export const benchPins = async (): Promise<string> => {
  const files = await networkFiles({ nodes: NODES });
  const encoder = new TextEncoder();
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  const paths = Object.keys(files).filter(isManifestPath);
  const read = (): Map<string, Manifest> =>
    new Map(paths.map((path) => [path, readManifest(path, bytes.get(path) ?? new Uint8Array())]));
  const reading = await measurePair(read, () => paths.map((path) => parseAllDocuments(files[path] ?? '')));

  const { config } = parseConfig('cordage.yaml', bytes.get('cordage.yaml') ?? new Uint8Array());
  if (!config) throw new Error('the reference network has no valid cordage.yaml');
  const entries = [...bytes].map(([path, { length }]) => ({ path, kind: 'file' as const, blob: path, size: length }));
  const manifests = read();
  const build = () => buildNetwork({ config, configFile: 'cordage.yaml', entries, manifests });
  const building = await measurePair(build, () => paths.map((path) => parseDocument(files[path] ?? '')));

  const pins = build().pins.filter(({ artifact }) => artifact === 'trade');
  const trade = config.artifacts.find(({ name }) => name === 'trade') as Artifact;
  const edit = () => editPins(pins, trade, { version: '1.4.0' }, (path) => bytes.get(path)).files;
  const print = () =>
    pins.map(({ file }) => {
      const document = parseDocument(files[file] ?? '');
      document.setIn(['images', 1, 'newTag'], '1.4.0');
      return document.toString();
    });
  const editing = await measurePair(edit, print);
  const foreign = print().filter(
    (text, index) => text !== files[pins[index]?.file ?? '']?.replace(/"1\.3\.\d"/, '"1.4.0"'),
  ).length;
  const kept = edit().filter(
    ({ path, bytes: after }) => new TextDecoder().decode(after) === files[path]?.replace(/"1\.3\.\d"/, '"1.4.0"'),
  ).length;

  return [
    `  ${NODES} nodes, ${paths.length} files, ${pins.length} pins of trade; medians of 7 rounds`,
    renderPair('find all pins, labels and references', 'parsing the files with yaml', reading),
    renderPair('understand the network from what was found', 'parsing the files with yaml', building),
    renderPair('move every pin of trade, proven by parsing again', 'parsing, setting and printing with yaml', editing),
    `  files with no other byte changed: ${kept} of ${pins.length} here, ${pins.length - foreign} of ${pins.length} when printed by yaml`,
  ].join('\n');
};
