import { isVersion } from '../release/template.ts';
import { isName } from './branch.ts';
import {
  decodeValue,
  encodeValue,
  LONGEST_SUBJECT,
  readTrailers,
  renderAmount,
  renderMessage,
  type Amount,
  type Trailer,
} from './commit-message-trailers.ts';
import { cutText } from './fit.ts';

/** What a commit says that takes nodes back; `version` is the one they leave, `request` the number in the journal. */
export type RollbackCommitFacts = {
  readonly artifact: string;
  readonly version: string;
  readonly request: number;
  readonly plan: string;
};

/** Subject, body and trailers of a commit that takes nodes back. */
export const renderRollbackMessage = (facts: RollbackCommitFacts, scope: Amount): string => {
  const { artifact, version, request, plan } = facts;
  const trailers: readonly Trailer[] = [
    ['Artifact', artifact],
    ['Version', version],
    ['Rollback', `${request}`],
    ['Plan', encodeValue(plan)],
  ];
  const subject = cutText(`Take ${artifact} back from ${version}`, LONGEST_SUBJECT);
  return renderMessage(subject, `${renderAmount(scope)}\nEach goes back to what it ran before.`, trailers);
};

/** The facts of a commit of Cordage's that takes nodes back; undefined for any other. */
export const parseRollbackMessage = (message: string): RollbackCommitFacts | undefined => {
  const { one, assets } = readTrailers(message) ?? {};
  const [artifact = '', version = '', request = ''] = ['Artifact', 'Version', 'Rollback'].map((key) => one?.(key));
  const plan = decodeValue(one?.('Plan'));
  if (!one || assets?.length !== 0 || one('Ring') !== undefined || plan === undefined) return undefined;
  if (!isName(artifact) || !isVersion(version) || !/^[1-9]\d{0,14}$/.test(request)) return undefined;
  return { artifact, version, request: Number(request), plan };
};
