import { expect, test } from 'vitest';
import { RULES } from './table.ts';

test('R1 to R42, each once and in order, with a way out and a source', () => {
  expect(RULES.map(({ id }) => id)).toEqual(Array.from({ length: 42 }, (_, index) => `R${index + 1}`));
  for (const { title, remedy, source } of RULES) {
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(remedy).toMatch(/^\S.*[^.]$/);
    expect(source.document).not.toBe('');
    expect(source.section).not.toBe('');
  }
});

test('what is inferred as a whole is announced as a warning', () => {
  const inferred = RULES.filter(({ certainty }) => certainty === 'inferred');
  expect(inferred.map(({ id, severity }) => `${id} ${severity}`)).toEqual([
    'R24 warn',
    'R27 warn',
    'R36 warn',
    'R37 warn',
  ]);
});

test('rules that need evidence say where it is from', () => {
  expect(RULES.filter(({ evidence }) => evidence !== undefined).map(({ id }) => id)).toEqual([
    'R5',
    'R15',
    'R23',
    'R25',
    'R26',
    'R39',
    'R40',
    'R41',
  ]);
});
