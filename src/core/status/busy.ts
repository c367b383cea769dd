import type { NodeVerdict } from '../argo/verdict.ts';
import type { Row } from './rows.ts';
import type { Touched } from './touched.ts';

/**
 * Nodes that were moved lately and are not live yet: what differs of them is no drift. Without a journal, or beside it, the
 * time that their ring gives them says so.
 */
export const listBusy = (
  verdicts: ReadonlyMap<Row, ReadonlyMap<string, NodeVerdict>>,
  touched: ReadonlyMap<Row, Touched>,
  now: number,
): readonly string[] =>
  [...verdicts].flatMap(([row, of]) => {
    const at = touched.get(row)?.at ?? Number.NEGATIVE_INFINITY;
    if (now >= at + row.liveWithin) return [];
    return [...of].filter(([, { kind }]) => kind !== 'live').map(([node]) => node);
  });
