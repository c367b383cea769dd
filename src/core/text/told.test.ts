import { expect, test } from 'vitest';
import { renderTold, renderToldList } from './told.ts';

const TOLD = { seq: 1, at: Date.UTC(2026, 10, 22, 14, 2), by: 'olivia', text: 'paused it: "month end"' };

test('a decision with and without a link, and one that tries to act', () => {
  const url = 'https://github.com/acme/x/pull/1#issuecomment-2';
  expect(renderTold({ ...TOLD, url })).toBe(
    '- 2026-11-22 14:02 UTC, olivia: [paused it: "month end"](<https://github.com/acme/x/pull/1#issuecomment-2>)',
  );
  expect(renderTold(TOLD)).toBe('- 2026-11-22 14:02 UTC, olivia: paused it: "month end"');
  expect(renderTold({ ...TOLD, by: '@all', text: '](x) <b> @all', url: 'javascript:x' })).toBe(
    '- 2026-11-22 14:02 UTC, @&#x200b;all: &#x5d;(x) &#x3c;b&#x3e; @&#x200b;all',
  );
});

test('a list that does not fit says where the rest is', () => {
  expect(renderToldList([TOLD, TOLD, TOLD], 130)).toMatchInlineSnapshot(`
    "- 2026-11-22 14:02 UTC, olivia: paused it: "month end"
    - 2 older decisions: \`cordage audit\` prints all"
  `);
});
