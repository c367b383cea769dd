import { invalid } from './refuse.ts';

/** GitHub keeps 65,536 characters of a body, and refuses more. */
const BODY_LIMIT = 65_536;

/** @throws Refusal 422 for a text longer than GitHub keeps */
export const checkBody = (text: string | null | undefined, resource: string): void => {
  // Counted in code points: `length` would count an emoji twice.
  if (!text || text.length <= BODY_LIMIT || Array.from(text).length <= BODY_LIMIT) return;
  throw invalid({
    resource,
    field: 'body',
    code: 'custom',
    message: `body is too long (maximum is ${BODY_LIMIT} characters)`,
  });
};
