import type { Certainty, Fact } from '../corda/facts/fact.ts';
import type { Place } from '../problem.ts';
import type { Group, World } from './world.ts';

/** What a rule has against a change. Texts are without full stop; what comes out of a JAR is made printable. */
export type Objection =
  | {
      readonly kind: 'objects';
      readonly severity: 'block' | 'warn';
      /** Whose nodes it is about; none: the network. */
      readonly groups: readonly Group[];
      readonly message: string;
      /** Where the rule's own remedy would be too general. */
      readonly remedy?: string;
      readonly at?: Place;
    }
  /** A fact that it needs is not there: it cannot tell. Rules that lack the same are told together. */
  | {
      readonly kind: 'lacks';
      /** A noun phrase: `the JARs of trade 1.4.0`. */
      readonly fact: string;
      readonly groups: readonly Group[];
      /** How the fact could be had. */
      readonly remedy: string;
    };

/** One rule of Corda's for an upgrade. */
export type Rule = {
  /** `R10`, as `/override` and `docs/rules.md` name it. */
  readonly id: `R${number}`;
  readonly title: string;
  /** The worst that it says. */
  readonly severity: 'block' | 'warn';
  readonly applies: (world: World) => boolean;
  readonly check: (world: World) => readonly Objection[];
  /** The way out, imperative. */
  readonly remedy: string;
  readonly source: Fact['source'];
  /** What is only inferred warns, and says so. */
  readonly certainty: Certainty;
  /** Of rules that need evidence: where it comes from, and what happens without it. */
  readonly evidence?: string;
};

/** An objection as people read it, with the rule and its nodes. */
export type Finding = {
  readonly rules: readonly Rule['id'][];
  readonly severity: 'block' | 'warn';
  /** Sorted; none: the network as a whole. */
  readonly nodes: readonly string[];
  readonly message: string;
  readonly remedy: string;
  readonly source: Fact['source'] | undefined;
  readonly at: Place | undefined;
  /** The facts for want of which it could not be judged; undefined where it was. */
  readonly lacks?: readonly string[];
  /** Whose word lets it pass, and why. */
  readonly overridden?:
    | { readonly by: string; readonly reason: string; readonly until?: number | undefined }
    | undefined;
};

/** What can be done if the change turns out wrong. */
export type RollbackClass = {
  readonly kind: 'reversible' | 'after-drain' | 'needs-restore' | 'forward-only';
  /** Why, without full stop. */
  readonly reason: string;
  readonly source: Fact['source'];
};

/** What the rules say of one change. Blocks first. */
export type Judgement = {
  readonly findings: readonly Finding[];
  /** How many rules were judged and had nothing to say. */
  readonly passed: number;
  readonly rollback: RollbackClass | undefined;
};
