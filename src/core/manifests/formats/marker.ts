import type { Candidate } from '../manifest.ts';
import type { Spot } from '../spot.ts';
import type { Leaf } from '../tree.ts';
import { childrenOf } from '../tree.ts';
import { findChecksum, isJarUrl } from './cordapp-jar.ts';

const MARK = String.raw`#[ \t]*cordage:[ \t]*([A-Za-z0-9][\w.-]*)[ \t]*\r?$`;
/** What may stand between a value and the comment behind it: the ends of the flow collections around it, or a comma. */
const BEHIND = new RegExp(String.raw`^[ \t,\]}]*[ \t]${MARK}`);
const BEHIND_HEADER = new RegExp(String.raw`^[|>][-+0-9]*[ \t]+${MARK}`);

/** Any scalar with the comment `# cordage: <artifact>` behind it on its line; for a block scalar, on the line of its `|`. */
export const findMarked = (spot: Spot): readonly Candidate[] => {
  const { node, text, scalar } = spot;
  const found: Candidate[] = [];
  for (const [step, child] of childrenOf(node)) {
    if (child.kind !== 'leaf' || child.value === '' || child.type === 'tagged') continue;
    const artifact = readMark(child, text);
    if (artifact === undefined) continue;
    const here = scalar(child, step);
    found.push(
      isJarUrl(child)
        ? { kind: 'jar', format: 'marker', url: here, sha256: findChecksum(spot), artifact }
        : { kind: 'marker', format: 'marker', artifact, scalar: here },
    );
  }
  return found;
};

const readMark = ({ style, start, end }: Leaf, text: string): string | undefined => {
  const isBlock = style === 'literal' || style === 'folded';
  const from = isBlock ? start : end;
  const next = text.indexOf('\n', from);
  return (isBlock ? BEHIND_HEADER : BEHIND).exec(text.slice(from, next === -1 ? text.length : next))?.[1];
};

/** Every comment in a text that reads like a mark: where it stands, and its artifact. */
export const listMarks = (text: string): readonly { readonly offset: number; readonly artifact: string }[] =>
  [...text.matchAll(new RegExp(MARK, 'gm'))].map((match) => ({ offset: match.index, artifact: match[1] ?? '' }));
