import type { AnnotationElements } from './annotations.ts';
import type { ClassFile } from './class-file.ts';
import type { Flow } from './code.ts';

/** The little that is kept of a class until all of them are known. */
export type ScannedClass = {
  readonly name: string;
  readonly major: number;
  readonly abstract: boolean;
  readonly parents: readonly string[];
  /** Major, minor and patch of its Kotlin metadata. */
  readonly kotlin: readonly number[] | undefined;
  /** What the annotations of flows say; undefined where there is none of them. */
  readonly flow: Omit<Flow, 'name'> | undefined;
};

const KOTLIN = 'kotlin.Metadata';
const INITIATING = 'net.corda.core.flows.InitiatingFlow';
const INITIATED = 'net.corda.core.flows.InitiatedBy';

const STARTABLE = [
  ['net.corda.core.flows.StartableByRPC', 'rpc'],
  ['net.corda.core.flows.StartableByService', 'service'],
  ['net.corda.core.flows.SchedulableFlow', 'schedule'],
] as const;

/** The annotations that a class file is read for. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  KOTLIN,
  INITIATING,
  INITIATED,
  ...STARTABLE.map(([type]) => type),
]);

const decodeKotlin = (elements: AnnotationElements | undefined): readonly number[] | undefined => {
  const version = elements?.get('mv');
  if (typeof version !== 'object' || version.length < 2) return undefined;
  const [major = 0, minor = 0, patch = 0] = version;
  return Math.min(major, minor, patch) < 0 ? undefined : [major, minor, patch];
};

const decodeFlow = (annotations: ClassFile['annotations']): ScannedClass['flow'] => {
  const initiating = annotations.get(INITIATING);
  const version = initiating?.get('version') ?? 1;
  const initiatedBy = annotations.get(INITIATED)?.get('value');
  const flow = {
    initiating: initiating && typeof version === 'number' ? version : undefined,
    initiatedBy: typeof initiatedBy === 'string' ? initiatedBy : undefined,
    startableBy: STARTABLE.filter(([type]) => annotations.has(type)).map(([, by]) => by),
  };
  const silent = flow.initiating === undefined && flow.initiatedBy === undefined && flow.startableBy.length === 0;
  return silent ? undefined : flow;
};

/** Keeps of a class file what tells contracts, states, schemas and flows apart (Corda 4.12, `JarScanningCordappLoader.kt`). */
export const decodeClass = ({ name, major, abstract, parents, annotations }: ClassFile): ScannedClass => ({
  name,
  major,
  abstract,
  parents,
  kotlin: decodeKotlin(annotations.get(KOTLIN)),
  flow: decodeFlow(annotations),
});
