import type { Candidate, Format } from '../manifest.ts';
import type { Ground, Spot } from '../spot.ts';
import { findHelmParameters } from './argo-helm.ts';
import { findKustomizeOverrides } from './argo-kustomize.ts';
import { findJarUrls } from './cordapp-jar.ts';
import { findHelmValues } from './helm-values.ts';
import { findKustomizeImages } from './kustomize-image.ts';
import { findMarked } from './marker.ts';
import { findContainerImages } from './pod-spec.ts';

type Row = {
  readonly format: Format;
  readonly grounds: readonly Ground[];
  readonly find: (spot: Spot) => readonly Candidate[];
};

const EVERYWHERE: readonly Ground[] = ['kustomization', 'application', 'argo-values', 'object', 'values'];

/** The formats in which a version can be written. A new one is a file beside this, and a row here. */
const FORMATS: readonly Row[] = [
  { format: 'kustomize-image', grounds: ['kustomization'], find: findKustomizeImages },
  { format: 'helm-values', grounds: ['values', 'argo-values', 'object'], find: findHelmValues },
  { format: 'pod-spec', grounds: ['object'], find: findContainerImages },
  { format: 'argo-helm', grounds: ['application'], find: findHelmParameters },
  { format: 'argo-kustomize', grounds: ['application'], find: findKustomizeOverrides },
  { format: 'cordapp-jar', grounds: EVERYWHERE, find: findJarUrls },
  { format: 'marker', grounds: EVERYWHERE, find: findMarked },
];

export const findCandidates = (spot: Spot): readonly Candidate[] =>
  FORMATS.flatMap(({ grounds, find }) => (grounds.includes(spot.ground) ? find(spot) : []));
