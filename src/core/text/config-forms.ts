/** What `cordage.yaml` may say in one place: the clause for a wrong value, and a right one to copy. */
type Form = { readonly fault: (seen: string) => string; readonly remedy: string };

const isNot = (what: string) => (): string => `is not ${what}`;

const globFault = (seen: string): string => {
  if (seen.startsWith('/')) return 'begins with a slash; paths are relative to the root of the repository';
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(seen)) return 'holds "." or ".." as a folder';
  return /[\\[\]{}()!|]/.test(seen) ? 'holds more than *, ** and ?, which is all that is understood' : 'is not a glob';
};

const templateFault = (seen: string): string => {
  const holes = seen.split('{version}').length - 1;
  if (holes === 0) return 'has no {version} in it';
  return holes > 1 ? 'has {version} more than once' : 'holds a character that cannot stand there';
};

/** The forms of values, by the name that `core/config/schema.ts` gives its errors. */
export const FORMS = {
  config: {
    fault: isNot('a map of settings'),
    remedy: 'begin with "network: NAME", "artifacts:", "nodes:" and "rings:"',
  },
  name: {
    fault: isNot('a name: lower-case letters and digits, single dashes between them, at most 40 characters'),
    remedy: 'write a name such as trade or early-2',
  },
  artifacts: {
    fault: isNot('a map of artifacts'),
    remedy: 'write "trade: {kind: cordapp, image: …}", one line an artifact',
  },
  artifact: {
    fault: isNot('an artifact'),
    remedy: 'write {kind: cordapp, image: registry.example.com/cordapps/trade}',
  },
  kind: { fault: isNot('a kind of artifact'), remedy: 'write corda, cordapp, cenm or image' },
  image: {
    fault: (seen) => (/@|:[^/]*$/.test(seen) ? 'carries a tag or a digest' : 'is not the name of an image'),
    remedy: 'write the name alone, such as registry.example.com/cordapps/trade',
  },
  imageTag: {
    fault: templateFault,
    remedy: 'write it in quotes with {version} once, such as "{version}-zulu-openjdk-alpine"',
  },
  jar: {
    fault: (seen) => (/^https?:\/\//.test(seen) ? templateFault(seen) : 'is not a URL'),
    remedy: 'write it in quotes, such as "https://downloads.example.com/v{version}/trade-{version}.jar"',
  },
  releases: {
    fault: isNot('a source of releases'),
    remedy: 'write acme/trade-cordapp, or {repository: acme/trade-cordapp, tag: "v{version}"}',
  },
  repository: { fault: isNot('a repository'), remedy: 'write owner/name, such as acme/trade-cordapp' },
  releaseTag: { fault: templateFault, remedy: 'write it in quotes with {version} once, such as "trade-v{version}"' },
  assets: { fault: globFault, remedy: 'write a glob over file names, such as "trade-*.jar"' },
  prereleases: { fault: isNot('a policy for prereleases'), remedy: 'write ignore or propose' },
  order: { fault: isNot('an order of releases'), remedy: 'write semver or published' },
  glob: { fault: globFault, remedy: 'write a glob that ends in a file, such as nodes/*/kustomization.yaml' },
  rings: {
    fault: isNot('a list of rings'),
    remedy: 'write "- {name: canary, nodes: {labels: {ring: canary}}}", one line a ring',
  },
  ring: { fault: isNot('a ring'), remedy: 'write {name: canary, nodes: {labels: {ring: canary}}, soak: 30m}' },
  selector: {
    fault: isNot('a choice of nodes'),
    remedy: 'write {labels: {ring: canary}}, {names: [party-0001]}, {glob: nodes/eu-*/*} or {percent: 5}',
  },
  names: { fault: globFault, remedy: 'write names of nodes or globs over them, such as [notary-01, "party-00*"]' },
  labels: { fault: isNot('a map of labels'), remedy: 'write {ring: canary}' },
  label: { fault: isNot('text'), remedy: 'put the value of the label in quotes' },
  percent: { fault: isNot('a whole number from 1 to 100'), remedy: 'write a number such as 5' },
  duration: {
    fault: (seen) => (/^\d+(?:\.\d+)?$/.test(seen) ? 'has no unit' : 'is not a duration'),
    remedy: 'write 30m, 2h or 1d',
  },
  batch: { fault: isNot('a number of nodes or a share of the ring'), remedy: 'write 200 or 25%' },
  budget: { fault: isNot('a number of nodes or a share of the ring'), remedy: 'write 1 or 1%' },
  platformVersions: { fault: isNot('a map of platform versions'), remedy: 'write {"4.15": 170}' },
  minorRelease: {
    fault: isNot('a minor release of Corda, whose patches share its platform version'),
    remedy: 'write it in quotes without the patch, such as "4.15"',
  },
  platformVersion: {
    fault: isNot('a platform version'),
    remedy: "write the whole number of R3's release notes, such as 170",
  },
  opens: { fault: isNot('a way to open'), remedy: 'write automatic or manual' },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;

export const isFormName = (text: string): text is FormName => Object.hasOwn(FORMS, text);
