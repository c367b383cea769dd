import { isDeepStrictEqual } from 'node:util';
import type { ArgoApplication } from '../core/argo/application.ts';

/**
 * Whether a change of an Application can change what is thought of it. Argo CD writes `reconciledAt` every few minutes
 * for each Application, and nothing follows from that, except that a verdict waits for it to pass two moments: the end of
 * the last operation, and a refresh that was asked for.
 * @param askedAt when Cordage asked for a refresh that `reconciledAt` had not passed yet; milliseconds
 */
export const isWorthALook = (before: ArgoApplication, after: ArgoApplication, askedAt: number | undefined): boolean => {
  if (!isDeepStrictEqual({ ...before, reconciledAt: undefined }, { ...after, reconciledAt: undefined })) return true;
  if (before.reconciledAt === after.reconciledAt) return false;
  const passed = (moment: number | undefined): boolean =>
    moment !== undefined && !hasPassed(before, moment) && hasPassed(after, moment);
  return after.refreshRequested || passed(after.operation?.finishedAt) || passed(askedAt);
};

/** `reconciledAt` has whole seconds only. */
export const hasPassed = ({ reconciledAt }: Pick<ArgoApplication, 'reconciledAt'>, moment: number): boolean =>
  reconciledAt !== undefined && reconciledAt >= Math.floor(moment / 1000) * 1000;
