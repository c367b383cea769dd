import type { Check } from '../rollout/check.ts';
import { ROLLOUT_CHECK } from './check-text.ts';
import { listNames, plural } from './count.ts';
import { inlineCode, plain } from './escape.ts';
import { cutText, LIMITS } from './fit.ts';

type Move = {
  readonly artifact: string;
  readonly version: string;
  readonly rings: readonly { readonly name: string; readonly nodes: number }[];
};

/** The check on a person's own pull request that moves pins: what Cordage sees, and what it offers. */
export const renderPersonCheck = (moves: readonly Move[]): Check => {
  const [move, ...others] = moves;
  const first = move?.rings[0]?.name ?? '';
  const several = (move?.rings.length ?? 0) > 1;
  const offer =
    others.length > 0
      ? 'It moves more than one version, so Cordage cannot take it over ring by ring: split it into one pull request for each.'
      : `Merged as it is, it moves ${several ? 'all these rings at once' : 'this ring'}, past every gate. To let Cordage do it ring by ring instead, comment ${inlineCode(`/rollout ${first}`)}.`;
  return {
    name: ROLLOUT_CHECK,
    conclusion: 'neutral',
    title: cutText(`A person's change: ${moves.map(describe).join('; ')}`, LIMITS.checkTitle),
    summary: cutText([...moves.map((one) => `- ${plain(describe(one))}`), '', offer].join('\n'), LIMITS.checkSummary),
    annotations: [],
    startedAt: undefined,
  };
};

const describe = ({ artifact, version, rings }: Move): string =>
  `${artifact} ${version} on ${listNames(rings.map(({ name, nodes }) => `${name} (${plural(nodes, 'node')})`))}`;
