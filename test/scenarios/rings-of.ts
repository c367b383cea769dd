import { networkFiles } from '../../src/sandbox/network.ts';

/** The `cordage.yaml` of the sandbox's network with other rings, and with what else a story needs at its end. */
export const configWith = async (rings: readonly string[], more = ''): Promise<Record<string, string>> => {
  const { 'cordage.yaml': config = '' } = await networkFiles({ nodes: 1 });
  const head = config.slice(0, config.indexOf('rings:'));
  return { 'cordage.yaml': `${head}rings:\n${rings.map((ring) => `  - {${ring}}\n`).join('')}${more}` };
};

/** Moves by itself: nobody has to approve or to say a word. */
export const BY_ITSELF = 'merges: automatic, approvals: 0, soak: 30m';
