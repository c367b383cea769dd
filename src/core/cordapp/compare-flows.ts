import {
  flowsAdded,
  flowsRemoved,
  flowVersionsLowered,
  flowVersionsRaised,
  respondersChanged,
} from '../text/class-findings.ts';
import type { Finding } from './change.ts';
import type { Flow } from './code.ts';
import { subtract } from './compare-classes.ts';

/** Whether something outside the JAR can start it by name: inner flows come and go with every build. */
const isEntry = ({ initiating, initiatedBy, startableBy }: Flow): boolean =>
  initiating !== undefined || initiatedBy !== undefined || startableBy.length > 0;

type Pair = { readonly old: Flow; readonly young: Flow };

const pair = (before: readonly Flow[], after: readonly Flow[]): readonly Pair[] => {
  const byName = new Map(after.map((flow) => [flow.name, flow]));
  return before.flatMap((old) => {
    const young = byName.get(old.name);
    return young ? [{ old, young }] : [];
  });
};

const changedVersions = (pairs: readonly Pair[], direction: 1 | -1) =>
  pairs.flatMap(({ old, young }) => {
    const [from, to] = [old.initiating, young.initiating];
    if (from === undefined || to === undefined || (to - from) * direction <= 0) return [];
    return [{ name: old.name, from, to }];
  });

/** Entry points that came, went, speak another version or answer another flow. */
export const compareFlows = (before: readonly Flow[], after: readonly Flow[]): readonly Finding[] => {
  const names = (flows: readonly Flow[]): readonly string[] => flows.filter(isEntry).map(({ name }) => name);
  const pairs = pair(before, after);
  const removed = subtract(names(before), names(after));
  const added = subtract(names(after), names(before));
  const [raised, lowered] = [changedVersions(pairs, 1), changedVersions(pairs, -1)];
  const others = pairs.filter(
    ({ old, young }) => old.initiatedBy !== undefined && isEntry(young) && old.initiatedBy !== young.initiatedBy,
  );
  return [
    ...(removed.length > 0 ? [flowsRemoved(removed)] : []),
    ...(lowered.length > 0 ? [flowVersionsLowered(lowered)] : []),
    ...(raised.length > 0 ? [flowVersionsRaised(raised)] : []),
    ...(others.length > 0 ? [respondersChanged(others.map(({ old }) => old))] : []),
    ...(added.length > 0 ? [flowsAdded(added)] : []),
  ];
};
