import type { ChangeLog, CordappCode, Flow } from './code.ts';
import type { ScannedClass } from './decode-class.ts';

/**
 * Types of Corda from which a class of the JAR can descend. A node scans the JAR alone and finds no further than these
 * names, either: a class below some other library's contract is not found by it.
 */
const CONTRACT = ['Contract', 'UpgradedContract', 'UpgradedContractWithLegacyConstraint'].map(inContracts);
const STATE = [
  ...['ContractState', 'LinearState', 'OwnableState', 'SchedulableState', 'FungibleState', 'FungibleAsset'].map(
    inContracts,
  ),
  'net.corda.core.schemas.QueryableState',
];
const FLOW = ['net.corda.core.flows.FlowLogic'];
const SCHEMA = ['net.corda.core.schemas.MappedSchema'];

function inContracts(name: string): string {
  return `net.corda.core.contracts.${name}`;
}

/** Classes by what they extend or implement. */
type Heirs = ReadonlyMap<string, readonly ScannedClass[]>;

const indexByParent = (classes: readonly ScannedClass[]): Heirs => {
  const heirs = new Map<string, ScannedClass[]>();
  for (const scanned of classes) {
    for (const parent of scanned.parents) {
      const known = heirs.get(parent);
      if (known) known.push(scanned);
      else heirs.set(parent, [scanned]);
    }
  }
  return heirs;
};

/** Concrete classes that descend from one of the roots. Visits each class once, so a cycle or a very long line does no harm. */
const findHeirs = (heirs: Heirs, roots: readonly string[]): readonly ScannedClass[] => {
  const found = new Set<ScannedClass>();
  const names = [...roots];
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    for (const heir of heirs.get(name) ?? []) {
      if (found.has(heir)) continue;
      found.add(heir);
      names.push(heir.name);
    }
  }
  return [...found].filter(({ abstract }) => !abstract);
};

const namesOf = (classes: readonly ScannedClass[]): readonly string[] => classes.map(({ name }) => name).toSorted();

const PLAIN = { initiating: undefined, initiatedBy: undefined, startableBy: [] } as const;

/** An abstract class may carry `@InitiatingFlow`: peers then know the flow by its name. */
const findFlows = (classes: readonly ScannedClass[], heirs: Heirs): readonly Flow[] => {
  const annotated = classes.filter(({ abstract, flow }) => flow && (!abstract || flow.initiating !== undefined));
  const all = new Set([...findHeirs(heirs, FLOW), ...annotated]);
  return [...all]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, flow }) => ({ name, ...(flow ?? PLAIN) }));
};

const compareVersions = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

/** The highest, as the node takes it, whichever class has it. */
const findKotlin = (classes: readonly ScannedClass[]): string | undefined =>
  classes
    .flatMap(({ kotlin }) => (kotlin ? [kotlin] : []))
    .reduce<readonly number[] | undefined>(
      (top, next) => (top && compareVersions(top, next) >= 0 ? top : next),
      undefined,
    )
    ?.join('.');

/** Puts the classes of one JAR together. Takes time in proportion to the classes and their parents, but for sorting names. */
export const decodeCode = (classes: readonly ScannedClass[], changeLogs: readonly ChangeLog[]): CordappCode => {
  const heirs = indexByParent(classes);
  return {
    classes: classes.length,
    classVersion: classes.length === 0 ? undefined : classes.reduce((top, { major }) => Math.max(top, major), 0),
    kotlin: findKotlin(classes),
    contracts: namesOf(findHeirs(heirs, CONTRACT)),
    states: namesOf(findHeirs(heirs, STATE)),
    flows: findFlows(classes, heirs),
    schemas: namesOf(findHeirs(heirs, SCHEMA)),
    changeLogs: changeLogs.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
};
