import type { CommandName } from './cli-commands.ts';
import { STATUS_FIELDS } from './cli-json-status.ts';

/** A key of an answer in JSON, written as `jq` would: `pins[].version`. A test holds them against real answers. */
type Field = readonly [path: string, meaning: string];

const problemFields = (list: string, place: string): readonly Field[] => [
  [`${list}[].code`, 'stable name in kebab case, to be matched by scripts'],
  [`${list}[].severity`, '`error` or `warning`'],
  [`${list}[].message`, 'what is wrong, one sentence'],
  [`${list}[].remedy`, 'the next step'],
  [`${list}[].at.file`, place],
  [`${list}[].at.line`, 'from 1'],
  [`${list}[].at.column`, 'from 1, in UTF-16 units as editors count'],
];

/** In the answer of every command, whatever happened. */
export const PROBLEM_FIELDS: readonly Field[] = [
  ['problems', 'what is to be told; empty when all is well'],
  ...problemFields('problems', 'where, from DIR; there is no `at` where no file is to blame'),
];

const TARGET_FIELDS: readonly Field[] = [
  ['artifact', 'as it was asked for'],
  ['version', 'as it was asked for'],
];

const LEFT_OUT_FIELDS: readonly Field[] = [
  ['leftOut', 'nodes that were meant and do not move'],
  ['leftOut[].node', 'its name'],
  ['leftOut[].reason', '`does-not-run`, `already`, `newer`, `not-comparable` or `shared`'],
  ['leftOut[].why', 'the same for people'],
];

const LINT_FIELDS: readonly Field[] = [
  ['lint.errors', 'how many `cordage lint` tells of the network; they may hide pins'],
  ['lint.warnings', 'likewise'],
];

const factFields = (list: string): readonly Field[] => [
  [`${list}.certainty`, '`stated` in a document, or `inferred`'],
  [`${list}.source.document`, 'where it was read; docs/corda-facts.md says how to find it'],
  [`${list}.source.section`, 'the part of it'],
  [`${list}.asOf`, 'day of the version of the document'],
];

const PATH_FIELDS: readonly Field[] = [
  ['paths', 'for nodes of Corda: the way there by the version they run; else empty'],
  ['paths[].from', 'the version'],
  ['paths[].nodes', 'how many run it'],
  ['paths[].steps', 'upgrades one after the other'],
  ['paths[].steps[].from', 'a version'],
  ['paths[].steps[].to', 'a version, or a release (`4.5`) of which no patch is known'],
  ['paths[].steps[].platformVersion', 'of `to`, or `null`'],
  ['paths[].steps[].minors', 'releases whose database updates are applied, in order; empty for a patch'],
  ['paths[].steps[].certainty', '`stated` in a document, or `inferred`'],
  ['paths[].steps[].source.document', 'where it was read; docs/corda-facts.md says how to find it'],
  ['paths[].steps[].source.section', 'the part of it'],
  ['paths[].steps[].needs', 'what must be done or be there'],
  ['paths[].steps[].needs[].id', 'stable name in kebab case'],
  ['paths[].steps[].needs[].what', 'for people'],
  ...factFields('paths[].steps[].needs[]'),
];

const cordappFields = (half: 'contract' | 'workflow'): readonly Field[] => [
  [`files[].${half}`, `the ${half} that the JAR announces, or \`null\``],
  [`files[].${half}.name`, 'its name'],
  [`files[].${half}.version`, 'whole number from 1'],
  [`files[].${half}.vendor`, 'as written'],
  [`files[].${half}.licence`, 'as written'],
];

const CODE_FIELDS: readonly Field[] = [
  ['files[].code', 'what the class files and change logs say, or `null` where they cannot be read'],
  ['files[].code.classes', 'class files read'],
  ['files[].code.classVersion', 'highest class file version, 52 for Java 8, or `null`'],
  ['files[].code.kotlin', 'highest Kotlin metadata version, or `null`'],
  ['files[].code.contracts', 'names of contract classes, sorted'],
  ['files[].code.states', 'names of state classes, sorted'],
  ['files[].code.flows', 'flows that the node would register'],
  ['files[].code.flows[].name', 'of the class'],
  ['files[].code.flows[].initiating', 'its version, or `null` where it initiates nothing'],
  ['files[].code.flows[].initiatedBy', 'the flow that it answers, or `null`'],
  ['files[].code.flows[].startableBy', '`rpc`, `service`, `schedule`'],
  ['files[].code.schemas', 'names of schema classes, sorted'],
  ['files[].code.changeLogs', 'files that Liquibase may read'],
  ['files[].code.changeLogs[].name', 'path in the JAR'],
  ['files[].code.changeLogs[].sha256', 'of the file'],
  ['files[].code.changeLogs[].changeSets', 'in the order of the file, or `null` where it cannot be read'],
  ['files[].code.changeLogs[].changeSets[].id', 'as written'],
  ['files[].code.changeLogs[].changeSets[].author', 'as written'],
  ['files[].code.changeLogs[].changeSets[].sha256', 'of its text; Liquibase has another checksum'],
];

const CHANGE_FIELDS: readonly Field[] = [
  ['change.identical', 'of exactly two files: whether they are the same, byte for byte'],
  ['change.findings', 'what it means that the second takes the place of the first, blocks first'],
  ['change.findings[].code', 'stable name in kebab case'],
  ['change.findings[].severity', '`block` (makes the exit status 1), `warn` or `info`'],
  ['change.findings[].what', 'one sentence'],
  ['change.findings[].source', 'where that is written'],
  ['change.findings[].remedy', 'the next step'],
];

/** What an answer has beside `problems`. */
export const JSON_FIELDS: Readonly<Record<CommandName, readonly Field[]>> = {
  lint: [
    ['network', 'its name in cordage.yaml'],
    ['nodes', 'how many'],
    ['rings', 'in order'],
    ['rings[].ring', 'its name'],
    ['rings[].nodes', 'how many'],
    ['pins', 'how many'],
  ],
  pins: [
    ['pins', 'in the order of files and lines'],
    ['pins[].artifact', 'its name in cordage.yaml'],
    ['pins[].version', 'without what the image tag adds to it'],
    ['pins[].file', 'from DIR, with `/`'],
    ['pins[].line', 'from 1'],
    ['pins[].column', 'from 1'],
    ['pins[].format', 'how it is written: `kustomize-image`, `helm-values`, `pod-spec`, `cordapp-jar`, `marker` …'],
    ['pins[].nodes', 'names of the nodes whose version it decides, sorted'],
  ],
  plan: [
    ...TARGET_FIELDS,
    ['network', 'its name in cordage.yaml'],
    ['rings', 'in order'],
    ['rings[].ring', 'its name'],
    ['rings[].nodes', 'names of the nodes that move, sorted'],
    ['rings[].from', 'what they run now, most frequent first'],
    ['rings[].from[].version', 'a version'],
    ['rings[].from[].nodes', 'how many run it'],
    ['rings[].to', 'where they go'],
    ['rings[].batches.count', 'parts that move one after another; 0 where nothing moves'],
    ['rings[].batches.size', 'nodes in each but the last'],
    ['rings[].soakSeconds', 'how long the ring is watched before the next'],
    ['rings[].opens', '`with-release`, `by-hand`, or `null` where nothing moves'],
    ['rollback', 'what it takes to undo it; `null` where nothing moves'],
    ['rollback.kind', '`reversible`, `after-drain`, `needs-restore` or `forward-only`'],
    ['rollback.reason', 'why'],
    ['rollback.source.document', 'where that is from'],
    ['rollback.source.section', 'the part of it'],
    ...PATH_FIELDS,
    ...LEFT_OUT_FIELDS,
    ...LINT_FIELDS,
  ],
  bump: [
    ...TARGET_FIELDS,
    ['written', 'whether files were written: all of them, or none'],
    ['files', 'those that were written, or would be; empty when there is an error'],
    ['files[].path', 'from DIR, with `/`'],
    ['files[].pins', 'what moves in it'],
    ['files[].pins[].line', 'from 1'],
    ['files[].pins[].column', 'from 1'],
    ['files[].pins[].format', 'as in `cordage pins`'],
    ['files[].pins[].from', 'the version before'],
    ['files[].pins[].nodes', 'names of its nodes, sorted'],
    ['files[].diff', 'unified, as `git apply` takes it in DIR'],
    ...LEFT_OUT_FIELDS,
    ...LINT_FIELDS,
  ],
  releases: [
    ['at', 'the day that the state of support is of'],
    ['releases', 'newest first'],
    ['releases[].release', 'such as `4.12`'],
    ['releases[].platformVersion', 'of Corda Enterprise only'],
    ['releases[].java', '8 or 17'],
    ['releases[].kotlin', 'of Corda Enterprise only'],
    ['releases[].first', 'month of the first release, or `null`'],
    ['releases[].released', 'of Corda Enterprise only; false where it was only announced'],
    ['releases[].longTerm', 'of Corda Enterprise only'],
    ['releases[].goodPatch', 'of Corda Enterprise only: the newest without a known flaw, or `null`'],
    ['releases[].upgradesFrom', 'of CENM only: the releases that a described upgrade leads from'],
    [
      'releases[].support.state',
      '`maintained`, `security-only`, `help-only`, `ended`, `not-released`, or `unknown` where the schedule has nothing',
    ],
    ['releases[].support.maintenance', 'last month, or `null`'],
    ['releases[].support.security', 'last month, or `null`'],
    ['releases[].support.support', 'last month, or `null`'],
    ...factFields('releases[]'),
    ['flaws', 'patches to pass by, newest first; none with `--cenm`'],
    ['flaws[].version', 'such as `4.12.6`'],
    ['flaws[].reason', 'why'],
    ['flaws[].fixedIn', 'the first without the flaw'],
    ['flaws[].withdrawn', '`true` where R3 says to pass it by; else it is not there'],
    ['flaws[].take', 'the newest good patch of its release'],
    ...factFields('flaws[]'),
    ['pieces', 'with `--pieces`, in place of the others: what goes with a node'],
    ['pieces[].piece', 'its name'],
    ['pieces[].nodes', 'which nodes it speaks of'],
    ['pieces[].wants', 'what they need of it'],
    ...factFields('pieces[]'),
  ],
  inspect: [
    ['files', 'in the order asked for'],
    ['files[].file', 'as it was asked for'],
    ['files[].sha256', 'of the whole file, in lower hex'],
    ['files[].size', 'bytes'],
    ['files[].manifestSeen', 'false where a node would not find the manifest and takes every default'],
    ...cordappFields('contract'),
    ...cordappFields('workflow'),
    ['files[].legacy', 'the name of a CorDapp from before Corda 4, or `null`'],
    ['files[].legacy.name', 'as written'],
    ['files[].legacy.vendor', 'as written'],
    ['files[].legacy.version', 'as written'],
    ['files[].minimumPlatformVersion', 'whole number; 1 by default'],
    ['files[].targetPlatformVersion', 'whole number; the minimum by default'],
    ['files[].signers', 'who signed every entry'],
    ['files[].signers[].subject', 'distinguished name'],
    ['files[].signers[].fingerprint', 'as `cordappSignerKeyFingerprintBlacklist` lists keys'],
    ['files[].signers[].development', "whether it is one of R3's development keys"],
    ...CODE_FIELDS,
    ['files[].problems', 'of this JAR; any error makes the exit status 1'],
    ...problemFields('files[].problems', 'a file in the JAR; there is no `at` where the whole JAR is meant'),
    ...CHANGE_FIELDS,
  ],
  audit: [
    ['repository', '`owner/name` that the signatures are for, or `null` where it is not known'],
    ['ref', 'where the journal was found'],
    ['tip', 'the commit it points to'],
    ['signatures', '`checked`, or `not-checked`'],
    ['entries', 'decisions in the order in which they were taken'],
    ['entries[].seq', 'number in the journal; snapshots have one, too, and are left out'],
    ['entries[].at', 'when, in ISO 8601'],
    ['entries[].by', 'login'],
    [
      'entries[].kind',
      '`request` (a comment), `merge`, `merged`, `passed`, `ended`, `start` (the next step to a goal) or `noticed`',
    ],
    ['entries[].what', 'of a comment the commands as written'],
    ['entries[].on', 'pull request or issue, `#12`; else the rollout, `trade@1.4.0`; empty for the network'],
    ['entries[].outcome', 'for people'],
    ['entries[].url', 'of the comment, or `null`'],
    ['entries[].commit', 'where the entry stands'],
    ['forged', 'commits in the journal that count for nothing'],
    ['forged[].commit', 'the commit'],
    ['forged[].author', 'as the commit says'],
    ['forged[].why', '`format`, `signature`, `copied`, `merge` or `size`'],
  ],
  status: STATUS_FIELDS,
};
