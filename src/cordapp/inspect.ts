import { basename } from 'node:path';
import type { CordappFacts } from '../core/cordapp/cordapp.ts';
import { decodeManifest, UNSEEN } from '../core/cordapp/decode-manifest.ts';
import { parseManifest } from '../core/cordapp/manifest.ts';
import type { Outcome, Problem } from '../core/problem.ts';
import { succeed } from '../core/problem.ts';
import { inflatesTooMuch, manifestLate, manifestMissing } from '../core/text/cordapp-problems.ts';
import { signaturesLate, tooManySignatures } from '../core/text/signature-problems.ts';
import type { ArchiveEntry } from './archive.ts';
import { openArchive } from './archive.ts';
import type { Content } from './contents.ts';
import { boundInflation, readContents, readEntry } from './contents.ts';
import type { DigestCheck } from './digests.ts';
import { checkDigests } from './digests.ts';
import type { Layout } from './layout.ts';
import { readLayout } from './layout.ts';
import type { Limits } from './limits.ts';
import { LIMITS } from './limits.ts';
import type { JarSource } from './load.ts';
import { loadJar } from './load.ts';
import { startScan } from './scan.ts';
import type { ManifestText } from './signature-file.ts';
import type { SignatureEvidence } from './signers.ts';
import { judgeSigners } from './signers.ts';

export type InspectOptions = {
  /** Names an old-style CorDapp that does not name itself; by default the last part of the path. */
  readonly fileName?: string;
  /** Tighter or wider than {@link LIMITS}. */
  readonly limits?: Partial<Limits>;
};

type Told = Omit<CordappFacts, 'sha256' | 'size'>;

/** Of a JAR that cannot be trusted to be read alike by everyone, nothing is told but the reason. */
const tellNothing = (problems: readonly Problem[]): Told => ({
  ...UNSEEN,
  manifestSeen: false,
  signers: [],
  code: undefined,
  problems,
});

const isText = ({ name }: ArchiveEntry): boolean => /\.SF$/i.test(name);

/** What is kept in memory and parsed has limits of its own, asked before anything is inflated. */
const checkSizes = ({ manifest, signatures }: Layout, limits: Limits): readonly Problem[] => {
  if (manifest && manifest.size > limits.manifestBytes) {
    return [inflatesTooMuch(manifest.name, manifest.size, limits.manifestBytes)];
  }
  const texts = signatures.filter(isText);
  const blocks = signatures.filter((entry) => !isText(entry));
  const large = blocks.find(({ size }) => size > limits.blockBytes);
  if (large) return [inflatesTooMuch(large.name, large.size, limits.blockBytes)];
  const sum = texts.reduce((total, { size }) => total + size, 0);
  if (sum > limits.signatureBytes) return [inflatesTooMuch(texts.at(-1)?.name ?? '', sum, limits.signatureBytes)];
  const most = Math.max(texts.length, blocks.length);
  return most > limits.signatureFiles ? [tooManySignatures(most, limits.signatureFiles)] : [];
};

const readManifest = async (entry: ArchiveEntry, limits: Limits): Promise<Outcome<ManifestText>> => {
  const bytes = await readEntry(entry, limits.manifestBytes);
  if (!bytes.ok) return bytes;
  const manifest = parseManifest(bytes.value, entry.name);
  return manifest.ok ? succeed({ manifest: manifest.value, bytes: bytes.value }) : manifest;
};

/** One pass over the entries: signature files are kept, all others held against the digests of the manifest and looked into. */
const readEvidence = async (
  entries: readonly ArchiveEntry[],
  layout: Layout,
  manifest: ManifestText,
  limits: Limits,
  look: (content: Content) => void,
): Promise<Outcome<SignatureEvidence>> => {
  const files = new Map<string, Uint8Array>();
  const digests = new Map<string, DigestCheck>();
  const signatures = new Set(layout.signatures.map(({ name }) => name));
  const read = await readContents(entries, limits, ({ name, bytes }) => {
    look({ name, bytes });
    const section = manifest.manifest.sections.get(name);
    if (signatures.has(name)) files.set(name, bytes);
    else if (section && signatures.size > 0) digests.set(name, checkDigests(section.attributes, '-digest', [bytes]));
  });
  return read.ok ? succeed({ manifest, files, digests, signable: layout.signable }) : read;
};

const readSeen = async (
  entries: readonly ArchiveEntry[],
  layout: Layout & { readonly manifest: ArchiveEntry },
  fileName: string,
  limits: Limits,
): Promise<Told> => {
  const manifest = await readManifest(layout.manifest, limits);
  if (!manifest.ok) return tellNothing(manifest.problems);
  const scan = startScan(limits);
  const evidence = await readEvidence(entries, layout, manifest.value, limits, scan.look);
  if (!evidence.ok) return tellNothing(evidence.problems);
  const { main, warnings } = manifest.value.manifest;
  const announced = decodeManifest(main, fileName);
  const { signers, problems } = judgeSigners(evidence.value);
  const late = layout.late.length > 0 ? [signaturesLate(layout.late.map(({ name }) => name))] : [];
  const scanned = scan.finish();
  return {
    ...announced,
    manifestSeen: true,
    signers,
    code: scanned.code,
    problems: [...warnings, ...announced.problems, ...problems, ...late, ...scanned.problems],
  };
};

/** The node scans classes whether it sees a manifest or not. */
const readUnseen = async (entries: readonly ArchiveEntry[], { manifestAt }: Layout, limits: Limits): Promise<Told> => {
  const scan = startScan(limits);
  const read = await readContents(entries, limits, scan.look);
  if (!read.ok) return tellNothing(read.problems);
  const { code, problems } = scan.finish();
  return {
    ...tellNothing([manifestAt === undefined ? manifestMissing() : manifestLate(manifestAt), ...problems]),
    code,
  };
};

const readJar = async (bytes: Buffer, fileName: string, asked: Limits): Promise<Told> => {
  const limits = boundInflation(bytes.length, asked);
  const archive = await openArchive(bytes, limits);
  if (!archive.ok) return tellNothing(archive.problems);
  const layout = readLayout(archive.value);
  const tooLarge = checkSizes(layout, limits);
  if (tooLarge.length > 0) return tellNothing(tooLarge);
  const { manifest } = layout;
  return manifest
    ? readSeen(archive.value, { ...layout, manifest }, fileName, limits)
    : readUnseen(archive.value, layout, limits);
};

/**
 * What a node would learn from a CorDapp JAR, and what it would refuse. A JAR is hostile input: whatever is wrong with
 * it is a problem in the answer, never an exception, and {@link LIMITS} bound what it costs. Same bytes, same answer.
 */
export const inspectCordapp = async (source: JarSource, options: InspectOptions = {}): Promise<CordappFacts> => {
  const limits = { ...LIMITS, ...options.limits };
  const fileName = options.fileName ?? ('path' in source ? basename(source.path) : '');
  const { sha256, size, bytes, problems } = await loadJar(source, limits);
  const told = bytes ? await readJar(bytes, fileName, limits) : tellNothing(problems);
  return { sha256, size, ...told };
};
