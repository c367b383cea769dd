/** GitHub's default and largest page (REST API, "Using pagination"). */
const DEFAULT_PAGE = 30;
const LARGEST_PAGE = 100;

export type Page = {
  readonly items: readonly unknown[];
  /** The `Link` header, absent when one page holds all. */
  readonly link: string | undefined;
};

/** A number that cannot be read counts as not given, as GitHub has it. */
const read = (text: string | null, fallback: number): number => {
  const value = /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0;
  return value === 0 ? fallback : value;
};

/**
 * Takes the page that `per_page` and `page` ask for.
 * @param url the absolute address of the request; the links keep its other parameters
 */
export const paginate = (list: readonly unknown[], url: URL): Page => {
  const size = Math.min(read(url.searchParams.get('per_page'), DEFAULT_PAGE), LARGEST_PAGE);
  const page = read(url.searchParams.get('page'), 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const to = (number: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ];
  return {
    items: list.slice((page - 1) * size, page * size),
    link: last > 1 && links.length > 0 ? links.join(', ') : undefined,
  };
};
