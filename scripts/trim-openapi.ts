/**
 * Trims GitHub's published OpenAPI description to the operations that the sandbox serves, for the contract tests.
 * test/contract/github/README.md says how to call it and where the description comes from.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gitHubRoutes } from '../src/sandbox/github/routes.ts';
import { createWorld } from '../src/sandbox/github/world.ts';
import { trimDescription } from './trim-description.ts';

const TARGET = new URL('../test/contract/github/openapi.json', import.meta.url);

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error('usage: node scripts/trim-openapi.ts <path of api.github.com.json>');
  process.exitCode = 2;
} else {
  // Nothing is served: the world only has to exist for its routes to be named.
  const routes = gitHubRoutes(createWorld('', () => 0));
  const operations = routes.map(({ method, path }) => `${method} ${path}`);
  const trimmed = trimDescription(JSON.parse(readFileSync(source, 'utf8')), operations);
  writeFileSync(TARGET, `${JSON.stringify(trimmed, null, 2)}\n`);
  console.log(`${operations.length} operations, ${Object.keys(trimmed.components.schemas).length} schemas`);
}
