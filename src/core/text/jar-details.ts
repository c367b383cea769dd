import type { CordappFacts, CordappInfo, Signer } from '../cordapp/cordapp.ts';
import type { InspectedAsset } from '../release/release.ts';
import { renderLanguage } from './language-findings.ts';
import { formatBytes } from './count.ts';
import { inlineCode, plain } from './escape.ts';
import { renderProblemItems } from './problems.ts';

/** What a node would learn from each JAR: a heading and a list, lines of Markdown. */
export const renderJar = ({ name, size, sha256, facts }: InspectedAsset): string =>
  [
    `**${inlineCode(name)}**, ${formatBytes(size)}`,
    '',
    ...[...renderHalves(facts), renderPlatform(facts), ...renderSigners(facts.signers)].map((line) => `- ${line}`),
    `- SHA-256 ${inlineCode(sha256)}`,
    ...renderProblemItems(facts.problems),
  ].join('\n');

const renderHalves = ({ contract, workflow, legacy, manifestSeen }: CordappFacts): readonly string[] => {
  const halves = [
    ...(contract ? [`contract ${renderInfo(contract)}`] : []),
    ...(workflow ? [`workflow ${renderInfo(workflow)}`] : []),
  ];
  if (halves.length > 0) return halves;
  if (legacy)
    return [
      `${quote(legacy.name)} ${plain(legacy.version)} by ${plain(legacy.vendor)}, as before Corda 4: neither contract nor workflow`,
    ];
  return [
    manifestSeen
      ? 'neither contract nor workflow is named'
      : 'no manifest where a node looks for it: every value is the default',
  ];
};

const renderInfo = ({ name, version, vendor, licence }: CordappInfo): string =>
  `${quote(name)} version ${version}, by ${plain(vendor)}, licence ${plain(licence)}`;

const renderPlatform = ({ minimumPlatformVersion, targetPlatformVersion, code }: CordappFacts): string => {
  const platform = `minimum platform version ${minimumPlatformVersion}, target ${targetPlatformVersion}`;
  return code?.classVersion === undefined ? platform : `${platform}, ${renderLanguage(code)}`;
};

const renderSigners = (signers: readonly Signer[]): readonly string[] =>
  signers.length === 0
    ? ['not signed']
    : signers.map(({ subject, development }) => {
        const warning = development ? ", a development key of R3's: a node outside devMode refuses it" : '';
        return `signed by ${inlineCode(subject)}${warning}`;
      });

const quote = (text: string): string => `"${plain(text)}"`;
