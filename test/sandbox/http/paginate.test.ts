import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from '../../../src/sandbox/http/paginate.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const at = (query: string): URL => new URL(`http://127.0.0.1/api/v3/pulls${query}`);

const nextOf = (link: string | undefined): string | undefined => /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];

describe('pages', () => {
  it('names its neighbours and keeps the other parameters', () => {
    expect(paginate(numbers(95), at('?state=open&per_page=30&page=2')).link?.split(', ')).toMatchInlineSnapshot(`
      [
        "<http://127.0.0.1/api/v3/pulls?state=open&per_page=30&page=1>; rel="prev"",
        "<http://127.0.0.1/api/v3/pulls?state=open&per_page=30&page=3>; rel="next"",
        "<http://127.0.0.1/api/v3/pulls?state=open&per_page=30&page=4>; rel="last"",
        "<http://127.0.0.1/api/v3/pulls?state=open&per_page=30&page=1>; rel="first"",
      ]
    `);
  });

  it.each([
    ['', 30],
    ['?per_page=100', 100],
    ['?per_page=101', 100],
    ['?per_page=0', 30],
    ['?per_page=-5', 30],
    ['?per_page=many', 30],
    ['?page=0', 30],
    ['?page=5', 0],
  ])('%s holds %i of 120', (query, count) => {
    expect(paginate(numbers(120), at(query)).items).toHaveLength(count);
  });

  it('has no link when one page holds all', () => {
    expect(paginate(numbers(30), at('')).link).toBeUndefined();
    expect(paginate([], at('?page=3')).link).toBeUndefined();
  });

  it('gives every item once to whoever follows next', () => {
    fc.assert(
      fc.property(fc.nat(350), fc.integer({ min: 1, max: 120 }), (count, size) => {
        const seen: unknown[] = [];
        let url: string | undefined = at(`?per_page=${size}`).href;
        while (url !== undefined) {
          const page = paginate(numbers(count), new URL(url));
          seen.push(...page.items);
          url = nextOf(page.link);
        }
        expect(seen).toEqual(numbers(count));
      }),
      { numRuns: 50 },
    );
  });
});
