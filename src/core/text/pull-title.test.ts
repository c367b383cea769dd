import { expect, test } from 'vitest';
import { LONGEST_NAME } from './branch.ts';
import { labelsFor } from './labels.ts';
import { renderPullTitle } from './pull-title.ts';

test.each([
  [{ ring: 'canary', batch: undefined, nodes: 12 }, 'Upgrade trade to 1.4.0 on canary (12 nodes)'],
  [{ ring: 'all', batch: { number: 1, of: 15 }, nodes: 1 }, 'Upgrade trade to 1.4.0 on all, batch 1 of 15 (1 node)'],
])('the title of %j', (subject, title) => {
  expect(renderPullTitle({ artifact: 'trade', version: '1.4.0', ...subject })).toBe(title);
});

test('titles and labels of the longest names fit uncut', () => {
  const name = 'n'.repeat(LONGEST_NAME);
  const batch = { number: 9999, of: 9999 };
  const title = renderPullTitle({ artifact: name, version: 'v'.repeat(100), ring: name, batch, nodes: 1_000_000 });
  expect(title.length).toBeLessThanOrEqual(255);
  const labels = labelsFor(name, name);
  expect(labels.map((label) => label.name.length).every((length) => length <= 50)).toBe(true);
  expect(`${title}${JSON.stringify(labels)}`).not.toContain('…');
});

test('labels', () => {
  expect(labelsFor('trade', 'canary')).toMatchInlineSnapshot(`
    [
      {
        "color": "1f6feb",
        "description": "Opened by Cordage",
        "name": "cordage",
      },
      {
        "color": "8250df",
        "description": "Moves nodes to another version of trade",
        "name": "artifact:trade",
      },
      {
        "color": "2da44e",
        "description": "Moves nodes of ring canary",
        "name": "ring:canary",
      },
    ]
  `);
});

test('the labels of a pull request that takes nodes back', () => {
  expect(labelsFor('trade', '').map(({ name }) => name)).toEqual(['cordage', 'artifact:trade', 'rollback']);
});
