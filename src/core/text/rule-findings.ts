import type { Annotation, Check } from '../rollout/check.ts';
import type { Finding, Judgement, RollbackClass } from '../rules/rule.ts';
import { blocksIn } from '../rules/overrides.ts';
import type { Problem } from '../problem.ts';
import { formatTime, listNames, plural } from './count.ts';
import { foldAway, renderProse } from './details.ts';
import { plain } from './escape.ts';
import { cutText, fitLines, fitSections, LIMITS, whole } from './fit.ts';
import { printable, quoted } from './printable.ts';

/** The check on pull requests that says what Corda's rules have against them; branch protection may require it. */
export const RULES_CHECK = 'cordage/rules';

/** `R10, 212 nodes`. */
const headOf = ({ rules, nodes }: Finding): string =>
  [listNames([...rules], 8), ...(nodes.length > 0 ? [plural(nodes.length, 'node')] : [])].join(', ');

/** `; overridden by olivia: "tested on staging"`. */
const tellOverride = ({ overridden }: Finding): string =>
  overridden === undefined
    ? ''
    : `; overridden by ${printable(overridden.by)}${overridden.until === undefined ? '' : ` until ${formatTime(overridden.until)}`}: ${quoted(overridden.reason)}`;

const sourceOf = ({ source }: Finding): string => (source ? ` (${source.document}, "${source.section}")` : '');

/** A finding as a problem, for terminals and replies: a block that nobody overrode is an error. */
export const problemOf = (finding: Finding): Problem => ({
  code: finding.lacks ? 'rules-not-judged' : `rule-${finding.rules.join('-').toLowerCase()}`,
  severity: finding.severity === 'block' && !finding.overridden ? 'error' : 'warning',
  message: `${headOf(finding)}: ${finding.message}${tellOverride(finding)}${sourceOf(finding)}`,
  remedy: finding.remedy,
  ...(finding.at && { at: finding.at }),
});

const WORDS = { block: 'stops it', warn: 'warning' } as const;

const renderItem = (finding: Finding): string => {
  const word = finding.overridden ? 'overridden' : WORDS[finding.severity];
  const source = finding.source ? ` <sub>${plain(`${finding.source.document}, ${finding.source.section}`)}</sub>` : '';
  return `- **${word}** ${headOf(finding)}: ${renderProse(finding.message + tellOverride(finding))}. Next: ${renderProse(finding.remedy)}.${source}`;
};

/** `2 rules stop it, 1 overridden, 3 warnings`. */
export const countFindings = (findings: readonly Finding[]): string => {
  const stopping = blocksIn(findings).length;
  const overridden = findings.filter((finding) => finding.overridden).length;
  const warnings = findings.filter(({ severity }) => severity === 'warn').length;
  const parts = [
    ...(stopping > 0 ? [`${plural(stopping, 'objection')} ${stopping === 1 ? 'stops' : 'stop'} it`] : []),
    ...(overridden > 0 ? [`${overridden} overridden`] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'nothing against it';
};

const CLASSES: Readonly<Record<RollbackClass['kind'], string>> = {
  reversible: 'reversible',
  'after-drain': 'reversible after a drain',
  'needs-restore': 'needs a database restore',
  'forward-only': 'forward only',
};

/** `needs a database restore: the database is migrated …`. */
export const tellRollbackClass = ({ kind, reason }: RollbackClass): string => `${CLASSES[kind]}: ${reason}`;

/** Warnings beyond this many are folded away. */
const SHOWN_WARNINGS = 3;

/** The section of a pull request's body: blocks, then warnings, and what it takes to undo it. */
export const renderRulesSection = ({ findings, rollback }: Judgement, limit: number): string => {
  const undo = rollback ? `\n\n**To undo it:** ${renderProse(tellRollbackClass(rollback))}.` : '';
  const head = `**Corda's rules:** ${countFindings(findings)}.`;
  const warnings = findings.filter(({ severity }) => severity === 'warn');
  const isLong = warnings.length > SHOWN_WARNINGS;
  const shown = isLong ? findings.filter(({ severity }) => severity === 'block') : findings;
  const room = limit - head.length - undo.length - 4;
  const items = fitLines(shown.map(renderItem), room, restOf);
  const top = items === '' ? head : `${head}\n\n${items}`;
  const folded = isLong
    ? `\n\n${foldAway(plural(warnings.length, 'warning'), limit - top.length - undo.length - 2, (inner) => fitLines(warnings.map(renderItem), inner, restOf))}`
    : '';
  return top + folded + undo;
};

const restOf = (left: number): string => `- ${plural(left, 'more finding')}: the check \`${RULES_CHECK}\` shows all`;

/** The check `cordage/rules`: failed while a block stands that nobody overrode. */
export const renderRulesCheck = ({ findings, rollback }: Judgement): Check => ({
  name: RULES_CHECK,
  conclusion: blocksIn(findings).length > 0 ? 'failure' : 'success',
  title: cutText(`Corda's rules: ${countFindings(findings)}`, LIMITS.checkTitle),
  summary: fitSections(
    [
      whole(rollback ? `To undo it: ${renderProse(tellRollbackClass(rollback))}.` : ''),
      {
        worth: 1,
        render: (limit) => fitLines(findings.map(renderItem), limit, (left) => `- ${plural(left, 'more finding')}`),
      },
    ],
    'Somebody who may override passes over a block with `/override R1 "reason"`, by the number of its rule.',
    LIMITS.checkSummary,
  ),
  annotations: annotate(findings),
  startedAt: undefined,
});

/** Plain text, so nothing in them can act; blocks stand first, and GitHub takes 50 at once. */
const annotate = (findings: readonly Finding[]): readonly Annotation[] =>
  findings
    .flatMap((finding): readonly Annotation[] => {
      const { at, remedy, message } = finding;
      return at === undefined
        ? []
        : [
            {
              path: at.file,
              line: at.line,
              level: finding.overridden ? 'notice' : finding.severity === 'block' ? 'failure' : 'warning',
              title: cutText(headOf(finding), LIMITS.annotationTitle),
              message: cutText(
                `${message}${tellOverride(finding)}.\nNext: ${remedy}.${sourceOf(finding)}`,
                LIMITS.annotationMessage,
              ),
            },
          ];
    })
    .slice(0, LIMITS.annotations);

/** What the gate says: the first block, and how many more there are. */
export const rulesStop = (blocks: readonly Finding[]): Problem => {
  const [first, ...more] = blocks;
  const others = more.length > 0 ? `; ${plural(more.length, 'more objection')} in the check ${RULES_CHECK}` : '';
  return {
    code: 'gate-rules',
    severity: 'error',
    message: first ? `${headOf(first)}: ${first.message}${others}` : '',
    remedy: first
      ? `${first.remedy}; whoever may override passes over it: \`/override ${first.rules[0]} "reason"\``
      : '',
    ...(first?.at && { at: first.at }),
  };
};

/** Why the gate passes although a rule objects. */
export const rulesOverridden = (findings: readonly Finding[]): string =>
  findings.flatMap((finding) => (finding.overridden ? [`${headOf(finding)}${tellOverride(finding)}`] : [])).join('; ');
