import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cutText, fitLines, fitSections, whole } from './fit.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a😀b', 3, 'a…'],
  ['ab', 1, '…'],
  ['ab', 0, ''],
  ['ab', -1, ''],
])('cutText %j to %i', (text, limit, expected) => {
  expect(cutText(text, limit)).toBe(expected);
});

test('fitLines keeps whole lines and counts the rest', () => {
  const rest = (left: number): string => `+${left}`;
  expect(fitLines(['aaaa', 'bbbb', 'cccc'], 14, rest)).toBe('aaaa\nbbbb\ncccc');
  expect(fitLines(['aaaa', 'bbbb', 'cccc'], 13, rest)).toBe('aaaa\nbbbb\n+1');
  expect(fitLines(['aaaa', 'bbbb', 'cccc'], 0, rest)).toBe('+3');
});

describe('fitSections', () => {
  const section = (name: string, worth: number, size: number) => ({
    worth,
    render: (limit: number) => cutText(name.repeat(size), limit),
  });

  it('shortens what is worth least first', () => {
    const sections = [whole('head'), section('a', 2, 20), section('b', 1, 20)];
    expect(fitSections(sections, 'end', 100)).toBe(`head\n\n${'a'.repeat(20)}\n\n${'b'.repeat(20)}\n\nend`);
    expect(fitSections(sections, 'end', 40)).toBe(`head\n\n${'a'.repeat(20)}\n\nbbbbbb…\n\nend`);
    expect(fitSections(sections, 'end', 20)).toBe('head\n\naaaaaaaa…\n\nend');
  });

  it('keeps the end whole even when what must stay is too long', () => {
    expect(fitSections([whole('x'.repeat(50))], 'end', 20)).toBe(`${'x'.repeat(14)}…\n\nend`);
  });

  it('never exceeds a limit that holds the end', () => {
    const sizes = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 60 }), fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 10, max: 120 }), (sizes, limit) => {
        const sections = sizes.map(([worth, size, fixed]) =>
          fixed ? whole('w'.repeat(size)) : section('s', worth, size),
        );
        const text = fitSections(sections, 'end', limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        expect(text.endsWith('end')).toBe(true);
      }),
    );
  });
});
