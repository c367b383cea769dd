import type { Description } from './openapi.ts';

/**
 * Puts right where GitHub's description contradicts itself.
 *
 * `GET /app/installations` spells an installation out and wants its account to be a user *and* an enterprise (`allOf`);
 * `GET /app/installations/{installation_id}` has the component `installation`, where it is one *or* the other.
 */
export const correct = (description: Description): Description => {
  const { paths } = description;
  const list = paths['/app/installations']?.['get'];
  if (!list) return description;
  const schema = { type: 'array', items: { $ref: '#/components/schemas/installation' } };
  const responses = { ...list.responses, 200: { content: { 'application/json': { schema } } } };
  return { ...description, paths: { ...paths, '/app/installations': { get: { ...list, responses } } } };
};
