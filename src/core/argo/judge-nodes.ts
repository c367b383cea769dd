import * as say from '../text/argo-words.ts';
import type { ApplicationRef, ArgoApplication, InstanceView } from './application.ts';
import type { Expectation } from './expectation.ts';
import { judgeApplication } from './judge.ts';
import type { Matched } from './match.ts';
import type { NodeVerdict } from './verdict.ts';

type Question = {
  readonly nodes: readonly string[];
  readonly matched: Matched;
  readonly views: readonly InstanceView[];
  readonly expectation: (application: ArgoApplication, node: string) => Expectation;
  /** When they were moved: since then nothing is known of a node that no instance shows. Milliseconds. */
  readonly movedAt: number;
};

/** A verdict for each node. One that nobody can tell about is unknown, with the reason, and never live. */
export const judgeNodes = (question: Question): ReadonlyMap<string, NodeVerdict> => {
  const views = new Map(question.views.map((view) => [view.name, view]));
  return new Map(question.nodes.map((node) => [node, judgeNode(question, views, node)]));
};

const judgeNode = (
  { matched, views: all, expectation, movedAt }: Question,
  views: ReadonlyMap<string, InstanceView>,
  node: string,
): NodeVerdict => {
  const [application, ...twins] = matched.byNode.get(node) ?? [];
  if (!application) {
    const unseen = all.some(({ state }) => state !== 'watched');
    return { kind: 'unknown', since: movedAt, message: tellMissing(all), unseen };
  }
  const view = views.get(application.instance);
  const link = view?.url === undefined ? undefined : linkTo(view.url, application);
  if (twins.length > 0) return { kind: 'unknown', since: movedAt, message: say.twins(twins.length + 1), link };
  if (view?.state !== 'watched') {
    const message = view?.state === 'away' ? say.away(view.name, view.why ?? '') : say.reading(application.instance);
    return { kind: 'unknown', since: view?.heardAt ?? movedAt, message, link, unseen: true };
  }
  return { ...judgeApplication(application, expectation(application, node)), link };
};

/** An instance that cannot be seen may be the one that has it. */
const tellMissing = (views: readonly InstanceView[]): string => {
  const away = views.find(({ state }) => state === 'away');
  if (away) return say.away(away.name, away.why ?? '');
  const reading = views.find(({ state }) => state === 'reading');
  return reading ? say.reading(reading.name) : say.noApplication();
};

const linkTo = (url: string, { namespace, name }: ApplicationRef): string =>
  `${url}/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
