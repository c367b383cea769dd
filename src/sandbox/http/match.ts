import type { Route } from './route.ts';

/** Parameters whose values may hold slashes: those that GitHub's description marks `x-multi-segment`. */
const SPANNING = new Set(['path', 'dir', 'ref', 'branch', 'tag', 'basehead', 'sha', 'commit_sha', 'tree_sha']);

/** A path template of GitHub's description, ready to match. */
export type Template = {
  /** The decoded parameters, or undefined when the path is another's. */
  readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
  /** How many of its segments are words: of two templates that match, the one with more is meant. */
  readonly literals: number;
};

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Reads a template as `/repos/{owner}/{repo}/contents/{path}`; a parameter may be a part of its segment. */
export const parseTemplate = (template: string): Template => {
  const names: string[] = [];
  const source = template.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return escape(part);
    names.push(part);
    return SPANNING.has(part) ? '(.+)' : '([^/]+)';
  });
  const pattern = new RegExp(`^${source.join('')}$`);
  return {
    literals: template.split('/').filter((segment) => !segment.includes('{')).length,
    match: (path) => {
      const values = pattern.exec(path)?.slice(1);
      return values && decodeAll(names, values);
    },
  };
};

/** A value that is not percent-encoded UTF-8 names nothing, so the path matches nothing. */
const decodeAll = (names: readonly string[], values: readonly string[]): Record<string, string> | undefined => {
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
};

export type Matched = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/**
 * Finds the route of a request. Literal segments win over parameters, so `/releases/latest` is not a release's id.
 * @throws Error when two routes stand under one method and path: one of them would never be asked
 */
export const createMatcher = (routes: readonly Route[]): ((method: string, path: string) => Matched | undefined) => {
  const taken = new Set<string>();
  for (const { method, path } of routes) {
    const key = `${method} ${path}`;
    if (taken.has(key)) throw new Error(`${key} is served twice`);
    taken.add(key);
  }
  const ordered = routes
    .map((route) => ({ route, template: parseTemplate(route.path) }))
    .toSorted((a, b) => b.template.literals - a.template.literals);
  return (method, path) => {
    for (const { route, template } of ordered) {
      if (route.method !== method) continue;
      const params = template.match(path);
      if (params) return { route, params };
    }
    return undefined;
  };
};
