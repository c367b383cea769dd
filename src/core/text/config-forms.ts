import {
  durationFault,
  type Form,
  globFault,
  isNot,
  pagesFault,
  settleFault,
  teamFault,
  templateFault,
  zoneFault,
} from './config-faults.ts';
import { RULE_FORMS } from './config-forms-rules.ts';

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
    fault: durationFault,
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
  merges: { fault: isNot('a way to merge'), remedy: 'write automatic or manual' },
  during: { fault: isNot('a way to treat newer releases'), remedy: 'write supersede, finish or queue' },
  flag: { fault: isNot('true or false'), remedy: 'write true or false' },
  gates: { fault: isNot('a map of gates'), remedy: 'write {approvals: 1, checks: [test], patience: 14d}' },
  approvals: { fault: isNot('a whole number from 0 to 10'), remedy: 'write a number such as 1' },
  check: {
    fault: (seen) =>
      seen.startsWith('cordage/') ? "is Cordage's own, and judged anyway" : 'is not the name of a check',
    remedy: 'write names of checks as GitHub shows them, such as [test, "lint / yaml"], 50 at most',
  },
  freezes: {
    fault: isNot('a list of freezes'),
    remedy: 'write them as a list, one a line: {zone: Europe/London, weekly: "Fri 18:00 - Mon 07:00"}; 20 at most',
  },
  freeze: { fault: isNot('a freeze'), remedy: 'write {zone: Europe/London, weekly: "Fri 18:00 - Mon 07:00"}' },
  freezeName: {
    fault: isNot('a name for a freeze: one line of at most 60 characters without quotes'),
    remedy: 'write what people call it, such as "month end"',
  },
  zone: { fault: zoneFault, remedy: 'write its IANA name, such as Europe/London, or UTC' },
  ringNames: { fault: isNot('a list of rings'), remedy: 'write names of rings, such as [early, all]' },
  weekly: {
    fault: isNot('a day and a time, and another day and time'),
    remedy: 'write it as "Fri 18:00 - Mon 07:00", with times from 00:00 to 23:59',
  },
  daily: {
    fault: isNot('a time and another time'),
    remedy: 'write it as "22:00 - 06:00", with times from 00:00 to 23:59',
  },
  once: {
    fault: isNot('a date and a time, and another date and time of the calendar'),
    remedy: 'write it as "2026-12-20 18:00 - 2027-01-04 07:00", with times from 00:00 to 23:59',
  },
  permissions: {
    fault: isNot('a map of permissions'),
    remedy: 'write {rollout: maintain, hold: {teams: [operators]}}',
  },
  who: {
    fault: isNot('a role or a map'),
    remedy: 'write a role such as maintain, or {role: maintain, users: [ada], teams: [operators], owners: true}',
  },
  role: { fault: isNot('a role in a repository'), remedy: 'write read, triage, write, maintain or admin' },
  login: { fault: isNot('a login'), remedy: 'write logins without @, such as [ada, grace]' },
  team: {
    fault: teamFault,
    remedy:
      'write the slug alone, in lower case, such as operators; teams are those of the organization of this repository',
  },
  owners: { fault: isNot('a map'), remedy: 'write {label: cordage.io/owner}' },
  ownerLabel: { fault: isNot('the key of a label'), remedy: 'write it as nodes have it, such as cordage.io/owner' },
  argocd: {
    fault: isNot('a map'),
    remedy: 'write {instances: [{name: tokyo, context: tokyo}]}; all of it has defaults',
  },
  instances: {
    fault: isNot('a list of instances'),
    remedy: 'write them as a list, one a line: {name: tokyo, context: tokyo}; 50 at most',
  },
  instance: { fault: isNot('an instance of Argo CD'), remedy: 'write {name: tokyo, context: tokyo}' },
  context: { fault: isNot('the name of a context'), remedy: 'write a name that "kubectl config get-contexts" shows' },
  namespace: {
    fault: (seen) =>
      seen === '*' ? 'is all namespaces, and Cordage reads only those it is given' : 'is not the name of a namespace',
    remedy: 'write names of namespaces, such as [argocd, team-a], 20 at most',
  },
  labelSelector: {
    fault: isNot('a label selector'),
    remedy: 'write it in quotes as "kubectl get -l" takes it, such as "region=tokyo,tier in (gold, silver),!retired"',
  },
  pages: { fault: pagesFault, remedy: 'write the address of its pages alone, such as https://argocd.example.com' },
  application: {
    fault: (seen) => templateFault(seen, '{node}'),
    remedy: 'write it in quotes with {node} once, such as "corda-{node}", or {label: cordage.io/node}',
  },
  labelKey: {
    fault: isNot('the key of a label or an annotation'),
    remedy: 'write it as Applications have it, such as cordage.io/node',
  },
  settle: { fault: settleFault, remedy: 'write 10s, 1m or at most 1h' },
  drift: { fault: isNot('a place where drift is told'), remedy: 'write status or issue' },
  ...RULE_FORMS,
  disclosure: { fault: isNot('a way to show nodes'), remedy: 'write names or counts' },
} as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;

export const isFormName = (text: string): text is FormName => Object.hasOwn(FORMS, text);
