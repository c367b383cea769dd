import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderCordaFacts } from './corda-facts.ts';
import { renderCenmReleases, renderReleases } from './corda-releases.ts';

test('docs/corda-facts.md is current; npm run generate writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs/corda-facts.md'), 'utf8')).toBe(renderCordaFacts());
});

test('every table of the document has as many cells in each row', () => {
  const tables = renderCordaFacts()
    .split('\n\n')
    .filter((part) => part.startsWith('|'));
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    const widths = table
      .trimEnd()
      .split('\n')
      .map((line) => line.split('|').length);
    expect(new Set(widths).size).toBe(1);
  }
});

test('the releases of Corda on a day', () => {
  const lines = renderReleases('2026-11-22').split('\n');
  expect(lines.slice(0, 9)).toMatchInlineSnapshot(`
    [
      "Corda Enterprise on 2026-11-22, by the schedule of R3; its months are meant to their end",
      "",
      "  release  platform version  Java  Kotlin  first    good patch  support",
      "  4.15                170 ?    17  1.9.20  2026-12              not released, announced for 2026-12",
      "  4.14                  160    17  1.9.20  2026-03  4.14.0      maintained until 2028-03",
      "  4.13                  150    17  1.9.20  2025-12  4.13.4      maintained until 2027-12",
      "  4.12                  140    17  1.9.20  2024-06  4.12.9      security fixes only, until 2027-06",
      "  4.11                   13     8  1.2.71  2023-11  4.11.7      security fixes only, until 2026-11",
      "  4.10                   12     8  1.2.71  2023-01              ended with 2026-01",
    ]
  `);
  expect(lines.slice(-4)).toMatchInlineSnapshot(`
    [
      "? is announced or inferred, not confirmed. From documents of R3 as of 2026-08-17 at the latest; docs/corda-facts.md names them.",
      "A release that is not here needs your word in cordage.yaml: platformVersions: {"4.16": NUMBER}",
      "CENM: cordage releases --cenm; what goes with a node, the Archive Service say: cordage releases --pieces",
      "",
    ]
  `);
});

test('the releases of CENM on a day', () => {
  expect(renderCenmReleases('2026-11-22')).toMatchInlineSnapshot(`
    "Corda Enterprise Network Manager on 2026-11-22, by the schedule of R3; its months are meant to their end

      release  Java  first    upgrades from  support
      1.7        17  2025-09  1.6            maintained until 2027-09
      1.6       8 ?  2023-12  1.5            maintained until 2026-12
      1.5       8 ?  2020-12  1.3, 1.4       ended with 2025-12
      1.4       8 ?  2020-09  1.3            ended with 2023-09
      1.3       8 ?  2020-06  1.2            ended with 2023-06

    ? is announced or inferred, not confirmed. From documents of R3 as of 2026-03-09 at the latest; docs/corda-facts.md names them.
    "
  `);
});
