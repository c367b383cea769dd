import type { Network } from '../network/network.ts';
import { ROLLOUT_CHECK } from '../text/check-text.ts';
import { hideNames } from '../text/disclosure.ts';
import { renderPersonCheck } from '../text/person-check.ts';
import { putCheck } from './plan-checks.ts';
import type { PersonPull } from './pull.ts';
import type { Snapshot } from './snapshot.ts';
import { NOTHING, type Step } from './step.ts';

/**
 * Says on a person's own pull request what Cordage sees in it and what it can do with it. The check also dates the head:
 * a command counts for what had it before the command was written.
 */
export const planPersonPulls = (snapshot: Snapshot, network: Network): Step => ({
  ...NOTHING,
  actions: snapshot.personPulls.flatMap((theirs) =>
    theirs.moves.length === 0
      ? []
      : putCheck(
          theirs.pull.head,
          theirs.checks.get(ROLLOUT_CHECK),
          renderPersonCheck(describe(theirs, network)),
          hideNames(network),
        ),
  ),
});

const describe = ({ moves }: PersonPull, network: Network): Parameters<typeof renderPersonCheck>[0] =>
  moves.map(({ artifact, version, nodes }) => ({
    artifact,
    version,
    rings: network.rings
      .map(({ name, members }) => ({ name, nodes: members.filter((node) => nodes.includes(node)).length }))
      .filter((ring) => ring.nodes > 0),
  }));
