import type { CordappFacts, CordappInfo, Signer } from '../cordapp/cordapp.ts';
import type { Problem } from '../problem.ts';
import { renderCode, renderCodeCounts } from './code-rows.ts';
import { formatBytes } from './count.ts';
import { printable, quoted } from './printable.ts';
import { countProblems } from './problems.ts';

type Row = readonly [label: string, text: string];

/** Width of the labels and of the two spaces after them. */
const INDENT = ' '.repeat(12);

/** What a node would learn from a JAR, for a terminal: the file, what it announces, who signed it, then what is wrong. */
export const renderCordapp = (facts: CordappFacts, fileName: string): string => {
  const rows: readonly Row[] = [
    ...renderKinds(facts),
    ...renderPlatform(facts),
    ...renderSigners(facts.signers),
    ...renderCode(facts.code),
    ['SHA-256', facts.sha256],
  ];
  const lines = [
    ...renderHead(facts, fileName, rows),
    ...facts.problems.flatMap(renderProblem),
    ...(facts.problems.length > 0 ? [`  ${countProblems(facts.problems)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
};

/** The same without keys, names of classes and the text of problems, for where two JARs stand below each other. */
export const renderCordappBriefly = (facts: CordappFacts, fileName: string): string => {
  const rows: readonly Row[] = [
    ...renderKinds(facts),
    ...renderPlatform(facts),
    ...renderSigners(facts.signers).filter(([label]) => label !== ''),
    ...renderCodeCounts(facts.code),
    ['SHA-256', facts.sha256],
    ...(facts.problems.length > 0 ? [['problems', countProblems(facts.problems)] as const] : []),
  ];
  return `${renderHead(facts, fileName, rows).join('\n')}\n`;
};

const renderHead = ({ size }: CordappFacts, fileName: string, rows: readonly Row[]): readonly string[] => [
  `${printable(fileName)}, ${formatBytes(size)}`,
  ...rows.map(([label, text]) => `  ${label.padEnd(8)}  ${text}`),
];

const renderKinds = ({ contract, workflow, legacy }: CordappFacts): readonly Row[] => [
  ...(contract ? [['contract', renderInfo(contract)] as const] : []),
  ...(workflow ? [['workflow', renderInfo(workflow)] as const] : []),
  ...(legacy
    ? [['legacy', `${quoted(legacy.name)} ${printable(legacy.version)}, ${printable(legacy.vendor)}`] as const]
    : []),
];

const renderInfo = ({ name, version, vendor, licence }: CordappInfo): string =>
  `${quoted(name)} ${version}, ${printable(vendor)}, licence ${printable(licence)}`;

const renderPlatform = (facts: CordappFacts): readonly Row[] => [
  [
    'platform',
    facts.manifestSeen
      ? `minimum ${facts.minimumPlatformVersion}, target ${facts.targetPlatformVersion}`
      : `minimum ${facts.minimumPlatformVersion}, the default: the node sees no manifest`,
  ],
];

const renderSigners = (signers: readonly Signer[]): readonly Row[] =>
  signers.length === 0
    ? [['signer', 'none that signed every entry']]
    : signers.flatMap(({ subject, fingerprint, development }) => [
        ['signer', `${printable(subject)}${development ? ', a development key of R3' : ''}`] as const,
        ['', `key ${fingerprint}`] as const,
      ]);

const renderProblem = ({ severity, message, remedy, at }: Problem): readonly string[] => [
  `  ${severity.padEnd(8)}  ${at ? `${at.file}:${at.line}: ` : ''}${message}`,
  `${INDENT}${remedy}`,
];
