import { errorAt, type Place, type Problem } from '../problem.ts';

/** Sentences about settings of Argo CD that are each right but do not go together. */

export const instanceTwice = (at: Place, instance: string): Problem =>
  errorAt('config-instance-twice', at, `there are two instances "${instance}"`, 'give one of them another name');

export const instancesOverlap = (at: Place, instance: string, other: string, namespace: string): Problem =>
  errorAt(
    'config-instance-overlap',
    at,
    `instance "${instance}" reads the Applications of namespace ${namespace} that instance "${other}" reads, so each would be found twice`,
    'give it another context, other namespaces or another selector',
  );

export const namespaceTwice = (at: Place, instance: string, namespace: string): Problem =>
  errorAt(
    'config-instance-namespace',
    at,
    `instance "${instance}" names namespace ${namespace} twice`,
    'keep one of the two',
  );

/** @param none whether neither is given; else both are */
export const applicationKeys = (at: Place, none: boolean): Problem =>
  errorAt(
    'config-application-keys',
    at,
    none
      ? 'argocd: application does not say what names the node'
      : 'argocd: application says both label and annotation, and an Application could name two nodes',
    none
      ? 'write {label: cordage.io/node}, or take it out where Applications are called like nodes'
      : 'keep one of the two',
  );
