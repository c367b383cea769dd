import { findRelease } from '../corda/releases.ts';
import type { InspectedJar } from '../release/release.ts';
import { compareVersions } from '../release/version.ts';
import { inShort, jarsIn, jarsOf, lackClasses, lackJars, nameOf, replacedIn, type Installed } from './jars-of.ts';
import { blockWhere, lackWhere, movingOf, sourceOf, warnWhere } from './objection.ts';
import type { Rule } from './rule.ts';
import type { Group, World } from './world.ts';

/** How JARs, their settings and drivers come to a node. */

const movesCordapp = ({ change }: World): boolean => change.kind === 'cordapp';
const movesNodeOrCordapp = ({ change }: World): boolean => change.kind === 'corda' || change.kind === 'cordapp';

const LOADER = sourceOf('corda/corda release/os/4.12', 'JarScanningCordappLoader.kt');

const UNSEEN = 'let the node be deployed by manifests that Cordage can read: a StatefulSet or Deployment by Kustomize';

const lackWorkload = (world: World) =>
  lackWhere(
    movingOf(world),
    ({ workloads }) => (workloads.length === 0 ? ['what the pods of the nodes look like'] : []),
    UNSEEN,
  );

const REFUSED = 'such a node refuses to start';
const FORMER = 'only one of them may be in cordapps';

/** What two JARs of a node may not have in common (corda.md 3.2, and R21 for the names), and what comes of it. */
const claimsOf = ({ sha256, facts }: InspectedJar): readonly { readonly what: string; readonly outcome: string }[] => {
  const { contract, workflow, code } = facts;
  return [
    { what: `content of SHA-256 ${sha256}`, outcome: REFUSED },
    ...(code?.contracts ?? []).map((name) => ({ what: `contract ${name}`, outcome: REFUSED })),
    ...(code?.flows ?? []).map(({ name }) => ({ what: `flow ${name}`, outcome: REFUSED })),
    ...(contract ? [{ what: `contract CorDapp ${contract.name}`, outcome: FORMER }] : []),
    ...(workflow ? [{ what: `workflow CorDapp ${workflow.name}`, outcome: FORMER }] : []),
  ];
};

const tellJar = ({ cordapp, jar }: Installed): string => `${inShort(jar.name)} of ${nameOf(cordapp)}`;

/** The first thing that two JARs of a node have in common. A file that two artifacts name is one file. */
const findTwice = ({ after }: Group): string | undefined => {
  const files = new Map(jarsIn(after).map((one) => [`${one.jar.name}\n${one.jar.sha256}`, one]));
  const seen = new Map<string, Installed>();
  for (const one of files.values()) {
    for (const { what, outcome } of claimsOf(one.jar)) {
      const other = seen.get(what);
      if (other && other !== one) return `${inShort(what)} is in ${tellJar(other)} and in ${tellJar(one)}: ${outcome}`;
      seen.set(what, one);
    }
  }
  return undefined;
};

/** Whether copying leaves a file of the former version behind: a file of the same name is written over. */
const leavesJars = (world: World, { before, after, workloads }: Group): boolean => {
  const names = new Set(jarsOf(after, world.change.artifact).map(({ name }) => name));
  const former = before.cordapps.find(({ artifact }) => artifact === world.change.artifact);
  return (
    former !== undefined &&
    (former.jars === undefined || former.jars.some(({ name }) => !names.has(name))) &&
    workloads.some(
      ({ does, mounts }) =>
        does.includes('copies-cordapps') &&
        !mounts.some(({ path, keeps }) => keeps === 'memory' && /\/cordapps\/?$/.test(path)),
    )
  );
};

export const NO_DOUBLES: Rule = {
  id: 'R21',
  title: 'One JAR for each contract, flow and CorDapp, and the former one is gone',
  severity: 'block',
  applies: movesNodeOrCordapp,
  check: (world) => [
    ...blockWhere(movingOf(world), findTwice),
    ...(movesCordapp(world)
      ? [
          ...warnWhere(
            movingOf(world),
            (group) =>
              leavesJars(world, group)
                ? 'an init container copies JARs into cordapps and deletes none: the former JAR stays beside the new one, and the node refuses to start (inferred)'
                : undefined,
            'empty cordapps before it is filled, or use an emptyDir for it',
          ),
          ...lackWorkload(world),
        ]
      : []),
    ...lackJars(movingOf(world), ({ after }) => after),
    ...lackClasses(movingOf(world), ({ after }) => jarsIn(after).map(({ jar }) => jar)),
  ],
  remedy: 'take one of them out',
  source: LOADER,
  certainty: 'stated',
};

const confOf = (jar: string): string => jar.replace(/\.jar$/i, '.conf');

export const CONFIG_FILE_NAME: Rule = {
  id: 'R31',
  title: "A CorDapp's configuration file goes by the name of its JAR",
  severity: 'block',
  applies: movesCordapp,
  check: (world) => [
    ...blockWhere(movingOf(world), (group) => {
      const configs = new Set(group.workloads.flatMap((workload) => workload.configs));
      const lost = replacedIn(world, group).find(
        ({ before, after }) => configs.has(confOf(before.name)) && !configs.has(confOf(after.name)),
      );
      return (
        lost &&
        `cordapps/config has ${inShort(confOf(lost.before.name))} and no ${inShort(confOf(lost.after.name))}: the CorDapp would start with an empty configuration, and no error says so`
      );
    }),
    ...lackJars(movingOf(world), ({ before }) => before, world.change.artifact),
    ...lackJars(movingOf(world), ({ after }) => after, world.change.artifact),
    ...lackWorkload(world),
  ],
  remedy: 'rename the file in the same change, or give the JAR a name without its version',
  source: sourceOf('corda/corda release/os/4.12', 'CordappConfigFileProvider.kt'),
  certainty: 'stated',
};

/** R3 builds the shell for Java 17 from 4.12 on. */
const SHELL = /^corda-shell-(\d+\.\d+(?:\.\d+)?)(?:-[\w.-]+)?\.jar$/;

/** Microsoft's and Oracle's drivers carry the Java that they were built for in their names. */
const JDBC = /^(?:mssql-jdbc-[\w.-]*jre|ojdbc)(\d{1,2})[\w.-]*\.jar$/;

/** What is wrong with a driver on a node of this Java. */
const misfit = (jar: string, java: number): string | undefined => {
  const shell = SHELL.exec(jar)?.[1];
  const order = shell === undefined ? undefined : compareVersions(shell, '4.12');
  if (order !== undefined && order >= 0 !== java >= 17) return 'there would be no SSH';
  const built = JDBC.exec(jar)?.[1];
  return built !== undefined && Number(built) > java ? 'the node would not reach its database (inferred)' : undefined;
};

export const DRIVERS: Rule = {
  id: 'R32',
  title: 'Drivers fit the Java of the node',
  severity: 'warn',
  applies: ({ change }) => change.kind === 'corda',
  check: (world) => [
    ...warnWhere(movingOf(world), ({ after: { corda }, workloads }) => {
      const java = corda && findRelease(corda.version)?.java;
      if (!corda || java === undefined) return undefined;
      for (const jar of workloads.flatMap(({ jars }) => jars)) {
        const outcome = misfit(jar, java);
        if (outcome !== undefined)
          return `${inShort(jar)} is not made for Java ${java} of Corda ${inShort(corda.version)}: ${outcome}`;
      }
      return undefined;
    }),
    ...lackWhere(
      movingOf(world),
      ({ after: { corda } }) =>
        corda && !findRelease(corda.version) ? [`the Java of Corda ${inShort(corda.version)}`] : [],
      'look up which Java it needs, and compare it with the names of the JARs in drivers',
    ),
    ...lackWorkload(world),
  ],
  remedy: 'exchange it in the same change: corda-shell 4.12 and drivers for Java 17 from Corda 4.12 on',
  source: sourceOf('4.14/enterprise/node/operating/shell.md', 'Enabling SSH access'),
  certainty: 'stated',
};
