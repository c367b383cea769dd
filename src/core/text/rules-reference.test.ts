import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderRulesReference } from './rules-reference.ts';

test('docs/rules.md is current; npm run generate writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8')).toBe(renderRulesReference());
});
