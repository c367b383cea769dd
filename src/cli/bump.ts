import { join } from 'node:path';
import type { Artifact } from '../core/config/config.ts';
import type { Target } from '../core/manifests/move-pin.ts';
import { planMoves, type Moves } from '../core/network/moves.ts';
import type { Network, Pin } from '../core/network/network.ts';
import { fail, isError, succeed, type Outcome, type Problem } from '../core/problem.ts';
import { editPins, type EditedFile } from '../core/rollout/edit-pins.ts';
import { editingFiles, renderBumpEnd, renderWritten, tellOtherErrors } from '../core/text/cli-answers.ts';
import { digestForSeveral, tellOnCommandLine } from '../core/text/cli-problems.ts';
import { renderProblems } from '../core/text/problems.ts';
import { renderDiff } from '../core/text/unified-diff.ts';
import { giveUp, refuseUse, statusOf } from './answer.ts';
import type { Arguments } from './arguments.ts';
import type { Answer, Run } from './command.ts';
import { findNodes } from './find-nodes.ts';
import { findTarget } from './find-target.ts';
import { countLint, listLeftOut } from './json.ts';
import type { Progress } from './progress.ts';
import { readOrdinaryFile } from './read-file.ts';
import { readFolder } from './read-folder.ts';
import { imagesByDigest, readTarget, tellUnused } from './read-target.ts';
import { writeFiles } from './write-files.ts';

/** `cordage bump`: the app's edit, in a checkout. */
export const run: Run = async (args, { progress }) => {
  const root = args.positionals[0] ?? '.';
  const reading = readFolder(root, args.text('config'), progress);
  if (reading.kind === 'wrong-use') return refuseUse('bump', reading.problems);
  if (reading.kind === 'no-config') return giveUp(reading.problems);
  const request = await readRequest(reading.network, args);
  if (!request.ok) return refuseUse('bump', request.problems);
  const { artifact, target, moves } = request.value;
  const edit = editFiles(root, request.value, progress);
  const before = [...moves.problems, ...edit.problems].map(tellOnCommandLine);
  const isTrial = args.flag('dry-run') || before.some(isError);
  const problems = isTrial ? before : [...before, ...writeFiles(root, edit.files)];
  const kind = problems.some(isError) ? 'refused' : isTrial ? 'dry-run' : 'written';
  const notes = tellUnused(target, artifact, moves.moves) + tellOtherErrors(reading.problems);
  const answer = describe({ ...request.value, files: edit.files, problems, kind });
  return {
    ...answer,
    facts: { ...answer.facts, lint: countLint(reading.problems) },
    notes: answer.notes + notes,
  };
};

type Request = { readonly artifact: Artifact; readonly target: Target; readonly moves: Moves };

const readRequest = async (network: Network, args: Arguments): Promise<Outcome<Request>> => {
  const found = findTarget(network, args);
  const nodes = findNodes(network, args.texts('ring'), args.texts('node'));
  const target = await readTarget(args.text('version') ?? '', args);
  const problems = [found, nodes, target].flatMap((outcome) => (outcome.ok ? [] : outcome.problems));
  if (!found.ok || !nodes.ok || !target.ok) return fail(...problems);
  const { artifact, version } = found.value;
  const moves = planMoves(network, { artifact: artifact.name, version, nodes: nodes.value });
  const images = target.value.digest === undefined ? [] : imagesByDigest(moves.moves);
  return images.length > 1 ? fail(digestForSeveral(images)) : succeed({ artifact, target: target.value, moves });
};

const editFiles = (root: string, { artifact, target, moves: { moves } }: Request, progress: Progress) => {
  const count = new Set(moves.map(({ file }) => file)).size;
  let done = 0;
  return editPins(moves, artifact, target, (path) => {
    progress.tell(() => editingFiles(done, count));
    done += 1;
    return readOrdinaryFile(join(root, path))?.bytes;
  });
};

type Done = Request & {
  readonly files: readonly EditedFile[];
  readonly problems: readonly Problem[];
  readonly kind: 'written' | 'dry-run' | 'refused';
};

const describe = ({ artifact, target: { version }, moves, files, problems, kind }: Done): Answer => {
  // What will not be written is not shown as if it would.
  const pinsOf = Map.groupBy(moves.moves, ({ file }) => file);
  const shown = (kind === 'refused' ? [] : files).map(({ path, before, bytes }) => ({
    path,
    pins: pinsOf.get(path) ?? [],
    diff: renderDiff(path, decode(before), decode(bytes)),
  }));
  const pins = shown.flatMap((file) => file.pins);
  const subject = { artifact: artifact.name, version };
  const end = {
    ...subject,
    files: shown.length,
    pins: pins.length,
    nodes: countNodes(pins),
    leftOut: moves.left,
    kind,
  };
  return {
    status: statusOf(problems),
    facts: {
      ...subject,
      written: kind === 'written' && files.length > 0,
      files: shown.map((file) => ({ ...file, pins: file.pins.map(tellPin) })),
      leftOut: listLeftOut(moves.left, subject),
    },
    problems,
    text:
      kind === 'written'
        ? renderWritten(
            shown.map((file) => ({ path: file.path, from: versionsOf(file.pins), pins: file.pins.length })),
            version,
          )
        : shown.map(({ diff }) => diff).join(''),
    notes: (problems.length > 0 ? renderProblems(problems) : '') + renderBumpEnd(end),
  };
};

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const countNodes = (pins: readonly Pin[]): number => new Set(pins.flatMap(({ nodes }) => nodes)).size;

const versionsOf = (pins: readonly Pin[]): readonly string[] => [...new Set(pins.map(({ version }) => version))];

const tellPin = ({ line, column, format, version, nodes }: Pin) => ({ line, column, format, from: version, nodes });
