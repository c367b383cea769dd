/** A flow that the node would register: a concrete class that extends `FlowLogic`, or that one of the annotations names. */
export type Flow = {
  readonly name: string;
  /** The version in `@InitiatingFlow`, 1 where it gives none; undefined where the class itself has no such annotation. */
  readonly initiating: number | undefined;
  /** The flow that this one answers (`@InitiatedBy`). */
  readonly initiatedBy: string | undefined;
  /** What else may start it: `@StartableByRPC`, `@StartableByService`, `@SchedulableFlow`. */
  readonly startableBy: readonly ('rpc' | 'service' | 'schedule')[];
};

/** One change set of a Liquibase change log. Liquibase knows it by id, author and the file it stands in. */
export type ChangeSet = {
  readonly id: string;
  readonly author: string;
  /** Lower-hex SHA-256 of its text, runs of white space as one space. Liquibase has a checksum of its own, which is not this. */
  readonly sha256: string;
};

/** A file under `migration/` that Liquibase may read. */
export type ChangeLog = {
  readonly name: string;
  /** Lower-hex SHA-256 of the file. */
  readonly sha256: string;
  /** In the order of the file; undefined where it cannot be read. */
  readonly changeSets: readonly ChangeSet[] | undefined;
};

/** What the files of a CorDapp say besides the manifest. Names are sorted; see `docs/cordapps.md` for what is not read. */
export type CordappCode = {
  /** Class files read. */
  readonly classes: number;
  /** Highest class file version: 52 is Java 8, 61 is Java 17. Undefined without classes. */
  readonly classVersion: number | undefined;
  /** Highest Kotlin metadata version, `1.9.0`; undefined where no class is Kotlin's. */
  readonly kotlin: string | undefined;
  /** Concrete classes that implement `Contract`, which is what makes a contract CorDapp for a node. */
  readonly contracts: readonly string[];
  readonly states: readonly string[];
  readonly flows: readonly Flow[];
  /** Concrete classes that extend `MappedSchema`. */
  readonly schemas: readonly string[];
  readonly changeLogs: readonly ChangeLog[];
};
