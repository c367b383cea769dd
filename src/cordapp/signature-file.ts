import type { ByteRange, Manifest } from '../core/cordapp/manifest.ts';
import { parseManifest } from '../core/cordapp/manifest.ts';
import type { BlockFault } from '../core/text/signature-problems.ts';
import type { DigestCheck } from './digests.ts';
import { checkDigests } from './digests.ts';

/** A manifest, and the bytes it was parsed from. */
export type ManifestText = { readonly manifest: Manifest; readonly bytes: Uint8Array };

/** The entries whose manifest sections a signature file vouches for. */
export type Coverage = { readonly names: ReadonlySet<string>; readonly weak: boolean };

const checkRanges = (
  attributes: ReadonlyMap<string, string>,
  suffix: string,
  bytes: Uint8Array,
  ranges: readonly ByteRange[],
): DigestCheck => {
  const whole = checkDigests(
    attributes,
    suffix,
    ranges.map(({ start, end }) => bytes.subarray(start, end)),
  );
  if (whole.result !== 'mismatch') return whole;
  // Old signers left the blank line after the section out, and Java lets them.
  return checkDigests(
    attributes,
    suffix,
    ranges.map(({ start, textEnd }) => bytes.subarray(start, textEnd)),
  );
};

const checkSections = (file: Manifest, { manifest, bytes }: ManifestText): Coverage | BlockFault => {
  const main = manifest.mainRange ? [manifest.mainRange] : [];
  const mainCheck = checkRanges(file.main, '-digest-manifest-main-attributes', bytes, main);
  if (mainCheck.result === 'mismatch') return 'manifest';
  const names = new Set<string>();
  let weak = mainCheck.weak;
  for (const [name, { attributes }] of file.sections) {
    const section = manifest.sections.get(name);
    if (section === undefined || section.ranges.length === 0) return 'manifest';
    const check = checkRanges(attributes, '-digest', bytes, section.ranges);
    if (check.result === 'mismatch') return 'manifest';
    if (check.result === 'match') names.add(name);
    weak ||= check.weak;
  }
  return { names, weak };
};

/**
 * Which entries a signature file vouches for, by the digest of the whole manifest or else of each section
 * (JAR specification, "Signature File"). Says nothing of who signed the file, nor of the entries' own bytes.
 */
export const readCoverage = (file: string, text: Uint8Array, signed: ManifestText): Coverage | BlockFault => {
  const parsed = parseManifest(text, file);
  if (!parsed.ok || parsed.value.main.get('signature-version') !== '1.0') return 'malformedFile';
  const whole = checkDigests(parsed.value.main, '-digest-manifest', [signed.bytes]);
  if (whole.result === 'match') return { names: new Set(parsed.value.sections.keys()), weak: whole.weak };
  return checkSections(parsed.value, signed);
};
