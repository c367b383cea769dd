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

/** `R10 blocks 212 nodes`, `R34 blocks`; of what could not be judged `R10, R14 and 3 more, 212 nodes`. */
const headOf = ({ rules, nodes, severity, lacks }: Finding): string => {
  const named = listNames([...rules], 8);
  const whom = nodes.length > 0 ? plural(nodes.length, 'node') : '';
  if (lacks) return [named, whom].filter((words) => words !== '').join(', ');
  return `${named} ${severity === 'block' ? 'blocks' : whom === '' ? 'warns' : 'warns of'} ${whom}`.trimEnd();
};

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

const renderItem = (finding: Finding): string => {
  const source = finding.source ? ` <sub>${plain(`${finding.source.document}, ${finding.source.section}`)}</sub>` : '';
  return `- **${headOf(finding)}:** ${renderProse(finding.message + tellOverride(finding))}. Next: ${renderProse(finding.remedy)}.${source}`;
};

/** `1 block, 3 warnings, 17 passed`; what was overridden is counted by itself. */
export const countFindings = ({ findings, passed }: Judgement): string => {
  const overridden = findings.filter((finding) => finding.overridden).length;
  const lacking = findings.filter(({ lacks }) => lacks).flatMap(({ rules }) => rules);
  const warnings = findings.filter(({ severity, lacks }) => severity === 'warn' && !lacks).length;
  const unjudged = new Set(lacking).size;
  return [
    plural(blocksIn(findings).length, 'block'),
    ...(overridden > 0 ? [`${overridden} overridden`] : []),
    plural(warnings, 'warning'),
    `${passed} passed`,
    ...(unjudged > 0 ? [`${unjudged} not judged`] : []),
  ].join(', ');
};

const CLASSES: Readonly<Record<RollbackClass['kind'], string>> = {
  reversible: 'reversible',
  'after-drain': 'reversible after a drain',
  'needs-restore': 'needs a database restore',
  'forward-only': 'forward only',
};

/** `needs a database restore: the database is migrated …`. */
export const tellRollbackClass = ({ kind, reason }: RollbackClass): string => `${CLASSES[kind]}: ${reason}`;

/**
 * The section of a pull request's body: what it takes to undo it, and the rules. Blocks are in sight; what does not stop it is
 * folded away.
 */
export const renderRulesSection = (judgement: Judgement, limit: number): string => {
  const { findings, rollback } = judgement;
  const undo = rollback ? `**Rollback:** ${renderProse(tellRollbackClass(rollback))}.` : '';
  const blocks = findings.filter(({ severity }) => severity === 'block');
  const others = findings.filter(({ severity }) => severity === 'warn');
  const shown = fitLines(blocks.map(renderItem), limit - undo.length - 4, restOf);
  const counted = `Rules: ${countFindings(judgement)}`;
  const room = limit - undo.length - shown.length - 6;
  const folded =
    others.length === 0
      ? `${counted}.`
      : foldAway(counted, room, (inner) => fitLines(others.map(renderItem), inner, restOf));
  return [undo, shown, folded].filter((text) => text !== '').join('\n\n');
};

const restOf = (left: number): string => `- ${plural(left, 'more finding')}: the check \`${RULES_CHECK}\` shows all`;

/** How one passes over a block: of a rollout by command, of a person's own change where it is reviewed. */
const WAYS_OVER = {
  rollout: 'Somebody who may override passes over a block with `/override R1 "reason"`, by the number of its rule.',
  person: 'A block is passed over by `rules.overrides` in `cordage.yaml`, as the default branch has it.',
} as const;

/** The check `cordage/rules`: failed while a block stands that nobody overrode. */
export const renderRulesCheck = (judgement: Judgement, whose: keyof typeof WAYS_OVER): Check => ({
  name: RULES_CHECK,
  conclusion: blocksIn(judgement.findings).length > 0 ? 'failure' : 'success',
  title: cutText(`Corda's rules: ${countFindings(judgement)}`, LIMITS.checkTitle),
  summary: fitSections(
    [
      whole(judgement.rollback ? `Rollback: ${renderProse(tellRollbackClass(judgement.rollback))}.` : ''),
      {
        worth: 1,
        render: (limit) =>
          fitLines(judgement.findings.map(renderItem), limit, (left) => `- ${plural(left, 'more finding')}`),
      },
    ],
    WAYS_OVER[whose],
    LIMITS.checkSummary,
  ),
  annotations: annotate(judgement.findings),
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
  const others = more.length > 0 ? `; ${plural(more.length, 'more block')} in the check ${RULES_CHECK}` : '';
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
