import { z } from 'zod';
import { ApiRefusal } from './status.ts';

/** Annotations of a refresh after a patch, by name without prefix; null where it takes one away. */
export type Patched = ReadonlyMap<string, string | null>;

const PREFIX = 'argocd.argoproj.io/';
const Patch = z.strictObject({
  metadata: z.strictObject({
    annotations: z.record(z.string(), z.union([z.string(), z.null()])).optional(),
    resourceVersion: z.string().optional(),
  }),
});
const Present = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/**
 * What a merge patch (RFC 7386) does to an Application, as far as the admission policy in manifests/bot/argocd lets it.
 * @throws ApiRefusal for what Kubernetes or the policy refuses
 */
export const patchApplication = (contentType: string, body: unknown, present: unknown): Patched => {
  if (!/^application\/merge-patch\+json\b/.test(contentType))
    throw new ApiRefusal(415, 'UnsupportedMediaType', 'the body of the request was in an unknown format');
  const read = Patch.safeParse(body);
  const annotations = Object.entries(read.data?.metadata.annotations ?? {});
  const isAllowed = annotations.every(([key]) => key === `${PREFIX}refresh` || key === `${PREFIX}refresh-timestamp`);
  if (!read.success || !isAllowed)
    throw new ApiRefusal(403, 'Forbidden', 'ValidatingAdmissionPolicy "cordage-only-refresh" denied request');
  const { resourceVersion } = read.data.metadata;
  if (resourceVersion !== undefined && resourceVersion !== Present.parse(present).metadata.resourceVersion)
    throw new ApiRefusal(
      409,
      'Conflict',
      'the object has been modified; please apply your changes to the latest version',
    );
  return new Map(annotations.map(([key, value]) => [key.slice(PREFIX.length), value]));
};
