import type { components } from '@octokit/openapi-types';

/** The shapes that GitHub's OpenAPI description gives its answers. */
export type Schemas = components['schemas'];

/** GitHub's opaque id of an object for GraphQL: ours are as opaque, and stable. */
export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64url');
