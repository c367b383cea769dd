import type { Config } from '../config/config.ts';
import { parseConfig } from '../config/parse.ts';
import type { Entry, Manifest } from '../manifests/manifest.ts';
import { readManifest } from '../manifests/read.ts';
import { buildNetwork, wantedFiles } from './build.ts';
import type { Network } from './network.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A configuration with the artifacts `corda` and `trade`; rings as YAML, one a line. */
export const givenConfig = (
  rings = '- {name: all}',
  nodes = '[nodes/*/kustomization.yaml]',
  artifacts = '',
): Config => {
  const text = `network: test
artifacts:
  corda: {kind: corda, image: r.example/corda}
  trade: {kind: cordapp, image: r.example/trade, jar: "https://jars.example/{version}/trade.jar"}
${artifacts}
nodes: ${nodes}
rings:
${rings.replace(/^/gm, '  ')}
`;
  const { config, problems } = parseConfig('cordage.yaml', encode(text));
  if (!config) throw new Error(JSON.stringify(problems));
  return config;
};

export type Files = Readonly<Record<string, string | { readonly kind: 'symlink' | 'submodule' }>>;

export const listEntries = (files: Files): readonly Entry[] =>
  Object.entries(files).map(([path, content]) => ({
    path,
    kind: typeof content === 'string' ? 'file' : content.kind,
    blob: path,
    size: typeof content === 'string' ? content.length : 0,
  }));

export const readManifests = (files: Files): Map<string, Manifest> =>
  new Map(
    wantedFiles(listEntries(files)).map(({ path }) => {
      const content = files[path];
      return [path, readManifest(path, encode(typeof content === 'string' ? content : ''))];
    }),
  );

export const givenNetwork = (files: Files, config = givenConfig()): Network =>
  buildNetwork({ config, configFile: 'cordage.yaml', entries: listEntries(files), manifests: readManifests(files) });

/** A kustomization with a pin of trade, and what else it says. */
export const overlay = (version: string, more = ''): string =>
  `${more}\nimages:\n  - name: r.example/trade\n    newTag: "${version}"\n`;

/** `file:line artifact version: nodes`, for snapshots. */
export const tellPins = ({ pins }: Network): readonly string[] =>
  pins.map(({ file, line, artifact, version, nodes }) => `${file}:${line} ${artifact} ${version}: ${nodes.join(' ')}`);

/** `file:line code: message`, for snapshots. */
export const tellProblems = ({ problems }: Pick<Network, 'problems'>): readonly string[] =>
  problems.map(({ at, code, message }) => `${at?.file}:${at?.line} ${code}: ${message}`);
