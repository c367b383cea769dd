import { readBody, readList, type Body } from './body.ts';
import { unprocessable } from './refuse.ts';
import { CONCLUSIONS, type Annotation, type CheckRun } from './world-code.ts';

/** Documented limits of one request and of the output's texts. */
const ANNOTATIONS_AT_ONCE = 50;
const TEXT_LIMIT = 65_535;

const STATUSES = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const;

const readTime = (body: Body, name: string): number | undefined => {
  const text = body.optionalText(name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw unprocessable(`Invalid request.\n\nFor 'properties/${name}', ${text} is not a valid date-time.`);
  return at;
};

/** State, conclusion and addresses: a conclusion completes a run, and a completed run needs a conclusion. */
export const readRunChanges = (body: Body, run: CheckRun, now: number): Partial<CheckRun> => {
  const conclusion = body.choice('conclusion', CONCLUSIONS);
  const status = body.choice('status', STATUSES) ?? (conclusion === undefined ? run.status : 'completed');
  if (status === 'completed' && conclusion === undefined && run.conclusion === null) {
    throw unprocessable('Invalid request.\n\nNo subschema in "oneOf" matched: "conclusion" wasn\'t supplied.');
  }
  const completed = status === 'completed' || conclusion !== undefined;
  return {
    status: completed ? 'completed' : status,
    conclusion: completed ? (conclusion ?? run.conclusion) : null,
    completedAt: completed ? (readTime(body, 'completed_at') ?? run.completedAt ?? now) : undefined,
    startedAt: readTime(body, 'started_at') ?? run.startedAt,
    externalId: body.optionalText('external_id') ?? run.externalId,
    detailsUrl: body.optionalText('details_url') ?? run.detailsUrl,
  };
};

type Output = Pick<CheckRun, 'title' | 'summary' | 'text' | 'annotations'>;

/** The output of a run; annotations of several updates add up. */
export const readOutput = (body: Body, before: Output): Partial<Output> => {
  if (!body.has('output')) return {};
  const output = readBody(body.raw('output'));
  const summary = output.text('summary');
  const text = output.optionalText('text');
  for (const [name, value] of [
    ['summary', summary],
    ['text', text],
  ] as const) {
    if (value !== undefined && Buffer.byteLength(value) > TEXT_LIMIT) {
      throw unprocessable(
        `Invalid request.\n\nOnly ${TEXT_LIMIT} characters are allowed; ${value.length} were supplied for ${name}.`,
      );
    }
  }
  const added = (readList(output.raw('annotations')) ?? []).map(readAnnotation);
  if (added.length > ANNOTATIONS_AT_ONCE) {
    throw unprocessable(
      `Invalid request.\n\nNo more than ${ANNOTATIONS_AT_ONCE} items are allowed; ${added.length} were supplied.`,
    );
  }
  return {
    title: output.optionalText('title') ?? before.title,
    summary,
    text: text ?? before.text,
    annotations: [...before.annotations, ...added],
  };
};

const readAnnotation = (body: Body): Annotation => {
  const start = body.integer('start_line');
  const end = body.integer('end_line');
  const level = body.choice('annotation_level', ['notice', 'warning', 'failure'] as const);
  if (start === undefined || end === undefined || level === undefined) {
    throw unprocessable(
      'Invalid request.\n\n"start_line", "end_line", "annotation_level" are needed by every annotation.',
    );
  }
  return {
    path: body.text('path'),
    start_line: start,
    end_line: end,
    start_column: body.integer('start_column') ?? null,
    end_column: body.integer('end_column') ?? null,
    annotation_level: level,
    title: body.optionalText('title') ?? null,
    message: body.text('message'),
    raw_details: body.optionalText('raw_details') ?? null,
  };
};
