import { listNames } from '../text/count.ts';
import type { Finding, Objection, Rule } from './rule.ts';
import { RULES } from './table.ts';
import type { Group, World } from './world.ts';

/**
 * What Corda's rules have against a change: blocks first, then warnings, each by the number of its rule, then what
 * could not be judged. Work grows with groups of like nodes, not with nodes.
 */
export const judgeRules = (world: World): readonly Finding[] => {
  const objections = RULES.filter(({ applies }) => applies(world)).flatMap((rule) =>
    rule.check(world).map((objection) => ({ rule, objection })),
  );
  const findings = objections.flatMap(({ rule, objection }) =>
    objection.kind === 'objects' ? [findingOf(rule, objection)] : [],
  );
  return [
    ...findings.filter(({ severity }) => severity === 'block'),
    ...findings.filter(({ severity }) => severity === 'warn'),
    ...mergeLacks(objections),
  ];
};

/** How many rules apply to any of these changes and found nothing. */
export const countPassed = (worlds: readonly World[], findings: readonly Finding[]): number => {
  const told = new Set(findings.flatMap(({ rules }) => rules));
  return RULES.filter(({ id, applies }) => worlds.some(applies) && !told.has(id)).length;
};

const findingOf = (rule: Rule, objection: Extract<Objection, { kind: 'objects' }>): Finding => ({
  rules: [rule.id],
  severity: objection.severity,
  nodes: nodesOf(objection.groups),
  message: objection.message,
  remedy: objection.remedy ?? rule.remedy,
  source: rule.source,
  at: objection.at,
});

type Judged = { readonly rule: Rule; readonly objection: Objection };

/** Facts that come by the same way are one thing to do for a person. What cannot be judged is told, and stops nothing. */
const mergeLacks = (objections: readonly Judged[]): readonly Finding[] =>
  mergeFindings(
    objections.flatMap(({ rule, objection }) =>
      objection.kind === 'lacks'
        ? [lackOf([rule.id], [objection.fact], nodesOf(objection.groups), objection.remedy)]
        : [],
    ),
  );

const lackOf = (
  rules: Finding['rules'],
  lacks: readonly string[],
  nodes: readonly string[],
  remedy: string,
): Finding => ({
  rules,
  severity: 'warn',
  nodes,
  message: `not judged, because not known: ${listNames([...lacks])}`,
  remedy,
  source: undefined,
  at: undefined,
  lacks,
});

const nodesOf = (groups: readonly Group[]): readonly string[] =>
  [...new Set(groups.flatMap(({ nodes }) => nodes))].toSorted();

/**
 * Findings of several judgements, each once with all its nodes, in the order of the first: the same objection, or facts that
 * are lacking and could be had in the same way.
 */
export const mergeFindings = (findings: readonly Finding[]): readonly Finding[] => {
  const alike = Map.groupBy(findings, ({ rules, severity, message, remedy, lacks }) =>
    JSON.stringify(lacks ? [remedy] : [rules, severity, message]),
  );
  const merged = [...alike.values()].map(mergeAlike);
  return [
    ...merged.filter(({ severity }) => severity === 'block'),
    ...merged.filter(({ severity, lacks }) => severity === 'warn' && !lacks),
    ...merged.filter(({ lacks }) => lacks),
  ];
};

const mergeAlike = (findings: readonly Finding[]): Finding => {
  const [first] = findings as readonly [Finding];
  const nodes = [...new Set(findings.flatMap((one) => one.nodes))].toSorted();
  if (!first.lacks) return { ...first, nodes };
  const rules = [...new Set(findings.flatMap((one) => one.rules))].toSorted((a, b) => numberOf(a) - numberOf(b));
  return lackOf(rules, [...new Set(findings.flatMap(({ lacks }) => lacks ?? []))], nodes, first.remedy);
};

const numberOf = (rule: Rule['id']): number => Number(rule.slice(1));
