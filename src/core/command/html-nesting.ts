/** Elements that quote, show code, strike out or fold away what stands in them. */
const ELEMENTS =
  'blockquote|code|del|details|kbd|listing|noscript|plaintext|pre|q|s|samp|script|select|strike|style|svg|table|template|textarea|' +
  'title|tt|var|xmp';

const SIGN = new RegExp(`<!---?>|(?<comment><!--)|(?<end>-->)|<(?<slash>/?)(?<name>${ELEMENTS})(?=[\\s/>]|$)`, 'gi');

/** Follows raw HTML through a comment, beyond the blank lines at which Markdown begins to read again. */
export type Nesting = {
  /** Whether what comes next is in an HTML comment or in an element that quotes or folds. */
  readonly isInside: () => boolean;
  /** @param tags false where the end of a quote or a list closes elements by itself: only comments reach beyond it. */
  readonly read: (text: string, tags: boolean) => void;
};

/**
 * GitHub folds what stands between `<details>` and `</details>` and reads it as Markdown after a blank line; a comment
 * that is not closed, or an element, takes all that follows. A person who reads the page may see none of it, so it commands nothing.
 */
export const followHtml = (): Nesting => {
  const open = new Map<string, number>();
  let inComment = false;
  const follow = ({ comment, end, slash, name }: Readonly<Record<string, string | undefined>>, tags: boolean): void => {
    if (inComment) inComment = end === undefined;
    else if (comment !== undefined) inComment = true;
    else if (name !== undefined && tags) {
      const key = name.toLowerCase();
      const count = Math.max(0, (open.get(key) ?? 0) + (slash === '' ? 1 : -1));
      if (count === 0) open.delete(key);
      else open.set(key, count);
    }
  };
  return {
    isInside: () => inComment || open.size > 0,
    read: (text, tags) => {
      for (const { groups } of text.matchAll(SIGN)) follow(groups ?? {}, tags);
    },
  };
};
