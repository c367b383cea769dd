import type { Flaw } from '../corda/facts/corda-patches.ts';
import type { Fact } from '../corda/facts/fact.ts';
import type { PathStep } from '../corda/path.ts';
import type { Place, Problem } from '../problem.ts';
import { plural } from './count.ts';
import { quoted } from './printable.ts';

/** Sentences about moves of Corda Enterprise that R3 does not describe, or advises against. */

/** What moves, as far as a sentence needs it. */
export type CordaMove = {
  readonly artifact: string;
  readonly from: string;
  readonly to: string;
  readonly nodes: number;
  /** Where the first of the nodes says its version. */
  readonly at: Place | undefined;
};

const problem = (
  severity: Problem['severity'],
  code: string,
  message: string,
  remedy: string,
  at?: Place,
): Problem => ({ code, severity, message, remedy, ...(at && { at }) });

const error = (code: string, message: string, remedy: string): Problem => problem('error', code, message, remedy);

/** `R3's documents, 4.14/enterprise/node-upgrade-notes.md, "Step 3"`. */
export const renderSource = ({ document, section }: Fact['source']): string => `${document}, "${section}"`;

export const cordaVersionUnclear = (from: string, to: string): Problem =>
  error(
    'corda-version-unclear',
    `${quoted(from)} and ${quoted(to)} cannot be ordered as versions of Corda`,
    'write them as Corda does, such as 4.12.9; if this is no Corda node, let its artifact be of kind image',
  );

export const cordaDowngrade = (from: string, to: string): Problem =>
  error(
    'corda-downgrade',
    `Corda ${to} is older than ${from}, and R3 describes no way back`,
    'restore database and files from the backup that was taken before the upgrade',
  );

export const cordaReleaseUnknown = (release: string): Problem =>
  error(
    'corda-release-unknown',
    `Corda ${release} is not in Cordage's table of releases, and its platform version follows from nothing`,
    `look it up in R3's release notes and declare it in cordage.yaml: platformVersions: {"${release}": NUMBER}`,
  );

export const cordaNoWay = (from: string, to: string, release: string): Problem =>
  error(
    'corda-no-way',
    `R3 describes no upgrade from Corda ${release} that leads from ${from} to ${to}`,
    'run "cordage releases" for the releases that are known, and choose one that it shows',
  );

/** The move leaves out a release that must come between. */
export const cordaJump = (move: CordaMove, steps: readonly PathStep[], severity: Problem['severity']): Problem => {
  const { artifact, from, to, nodes, at } = move;
  const [first, ...rest] = steps;
  const way = rest.map((step) => step.to).join(', then ');
  const doubt = severity === 'warning' ? ' (inferred, no document of R3 says it of this release)' : '';
  return problem(
    severity,
    'corda-jump',
    `${plural(nodes, 'node')} on ${artifact} ${from} would jump to ${to}; ${first?.limit?.reason ?? ''}${doubt}${first?.limit ? `; source: ${renderSource(first.limit.source)}` : ''}`,
    `upgrade to ${first?.to ?? ''} first, then ${way}: cordage plan --artifact ${artifact} --version ${to} tells what each step needs`,
    at,
  );
};

/** One step, but the database must be taken through every minor release between. */
export const cordaDatabaseSteps = ({ artifact, from, to, nodes, at }: CordaMove, minors: readonly string[]): Problem =>
  problem(
    'warning',
    'corda-database-steps',
    `${plural(nodes, 'node')} on ${artifact} ${from} would go to ${to} past ${plural(minors.length - 1, 'minor release')}; the node may, its database may not`,
    `apply the database updates of ${minors.join(', ')} one after the other, or go one minor release at a time`,
    at,
  );

export const cordaStepInferred = ({ artifact, from, to, nodes, at }: CordaMove, source: Fact['source']): Problem =>
  problem(
    'warning',
    'corda-step-inferred',
    `whether ${plural(nodes, 'node')} on ${artifact} ${from} may go straight to ${to} is inferred, not confirmed; nearest source: ${renderSource(source)}`,
    `read R3's upgrade notes of ${to} before you merge`,
    at,
  );

export const cordaFlawed = (artifact: string, to: string, flaw: Flaw, better: string): Problem =>
  problem(
    'warning',
    'corda-known-bad',
    `${artifact} ${to} is known to be bad${flaw.certainty === 'inferred' ? ' (inferred)' : ''}: ${flaw.reason}; source: ${renderSource(flaw.source)}`,
    `take ${better} instead`,
  );
