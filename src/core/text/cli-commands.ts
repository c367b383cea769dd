export type OptionSpec = {
  /** What stands for the value in the help: `RING`. An option without is a flag. */
  readonly value?: string;
  readonly multiple?: true;
  readonly help: string;
};

/** One `cordage <name>`: the table from which the parsing, the help and `docs/cli.md` derive. */
export type CommandSpec = {
  readonly name: string;
  /** Positional arguments as the help shows them, and how many there may be. */
  readonly positionals: string;
  readonly least: number;
  readonly most: number;
  readonly summary: string;
  /** Lines of at most 100 characters. */
  readonly description: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Options without which the command makes no sense. */
  readonly required: readonly string[];
  readonly examples: readonly string[];
};

const JSON_OPTION: OptionSpec = { help: 'answer with one JSON object; docs/cli.md has its shape' };

/** Options that mean the same in every command that works on a folder. */
const FOLDER_OPTIONS = {
  config: { value: 'FILE', help: 'read this cordage.yaml instead, for a folder that has none' },
  json: JSON_OPTION,
} satisfies CommandSpec['options'];

const TARGET_OPTIONS = {
  artifact: { value: 'NAME', help: 'an artifact of cordage.yaml' },
  version: { value: 'VERSION', help: 'where it goes, without what the tag adds: 1.4.0' },
} satisfies CommandSpec['options'];

const FOLDER = { positionals: '[DIR]', least: 0, most: 1 } as const;

/** Every command there is, in the order of the help. */
export const COMMANDS = {
  lint: {
    ...FOLDER,
    name: 'lint',
    summary: 'check cordage.yaml and the network: every problem with its place and remedy',
    description: [
      'Reads cordage.yaml and the manifests below DIR (the current folder when left out) as the app reads a',
      'commit, and tells all problems at once. Warnings alone leave the exit status at 0. Links are told and',
      'not followed; .git, node_modules and submodules are passed over. What git ignores is read all the same.',
    ],
    options: FOLDER_OPTIONS,
    required: [],
    examples: ['cordage lint', 'cordage lint ../network-manifests --json'],
  },
  pins: {
    ...FOLDER,
    name: 'pins',
    summary: 'list every pin: which version of what, where, for which nodes',
    description: [
      'A pin is the place in a file that says which version of an artifact some nodes run. When something kept',
      'Cordage from reading the network whole, it is told beside the list, and the exit status is 1.',
    ],
    options: { artifact: { value: 'NAME', help: 'only pins of this artifact' }, ...FOLDER_OPTIONS },
    required: [],
    examples: ['cordage pins', "cordage pins --json | jq -r '.pins[] | [.artifact, .version] | @tsv' | sort | uniq -c"],
  },
  plan: {
    ...FOLDER,
    name: 'plan',
    summary: 'tell what a version would mean: rings, nodes, from, to, who is left out and why',
    description: [
      'Changes nothing, and asks nobody whether the version was released. A node that runs the version already, or',
      'a newer one, or nothing of the artifact, is left out. "Opens" says which ring gets a pull request with the',
      'release; the others are moved by hand, with cordage bump. For nodes of Corda it also tells the way there, release',
      'by release, and what each step needs. Corda’s rules (docs/rules.md) judge each ring that would move: what stops it is',
      'an error. They know JARs only as far as --jar names them.',
    ],
    options: {
      ...TARGET_OPTIONS,
      jar: {
        value: '[ARTIFACT@VERSION=]FILE',
        multiple: true,
        help: 'a JAR to look into, of the planned version or another',
      },
      ...FOLDER_OPTIONS,
    },
    required: ['artifact', 'version'],
    examples: [
      'cordage plan --artifact trade --version 1.4.0 --jar trade-1.4.0.jar',
      'cordage plan ../network-manifests --artifact corda --version 4.12.9 --json',
    ],
  },
  bump: {
    ...FOLDER,
    name: 'bump',
    summary: 'move pins in a local checkout, by the same edit as the app in its pull requests',
    description: [
      'Without --ring and --node all nodes are meant; both may be given several times and add up. Nodes on a newer',
      'version are left alone. Only the bytes of the versions change, and each edit is proven by parsing again.',
      '',
      'Writes the files and prints one line for each; with --dry-run it writes nothing and prints the difference',
      'instead, as git apply takes it. With any problem, and when writing fails half way, all files stay as they were.',
    ],
    options: {
      ...TARGET_OPTIONS,
      ring: { value: 'RING', multiple: true, help: 'nodes of this ring' },
      node: { value: 'GLOB', multiple: true, help: 'nodes with such a name; * and ? stand for what is not a slash' },
      digest: { value: 'DIGEST', help: 'sha256:… of the new image, for pins that name a digest beside the tag' },
      jar: { value: 'FILE', multiple: true, help: 'the new JAR under its released name, for pins with a checksum' },
      'dry-run': { help: 'print the difference and write nothing' },
      ...FOLDER_OPTIONS,
    },
    required: ['artifact', 'version'],
    examples: [
      'cordage bump --artifact trade --version 1.4.0 --ring canary --dry-run',
      "cordage bump --artifact corda --version 4.12.9 --node 'party-00*' --node notary-01",
      'cordage bump ../network-manifests --artifact trade --version 1.4.0 --jar build/libs/trade-1.4.0.jar',
    ],
  },
  releases: {
    name: 'releases',
    positionals: '',
    least: 0,
    most: 0,
    summary: 'list the releases of Corda Enterprise: platform version, Java, good patches, support',
    description: [
      'The table that upgrades of Corda are judged by, with the state of support on a day, and patches to pass by.',
      'docs/corda-facts.md has all of it with the sources. How a network gets to one of them: cordage plan.',
    ],
    options: {
      cenm: { help: 'the releases of Corda Enterprise Network Manager instead' },
      pieces: { help: 'what goes with a node instead: Archive Service, clients, drivers, databases, SDKs' },
      at: { value: 'DAY', help: 'the state of support on this day instead of today: 2027-01-31' },
      json: JSON_OPTION,
    },
    required: [],
    examples: ['cordage releases', 'cordage releases --cenm --at 2027-01-31', 'cordage releases --json'],
  },
  inspect: {
    name: 'inspect',
    positionals: 'FILE.jar...',
    least: 1,
    most: Infinity,
    summary: 'tell what a CorDapp says of itself, and of two, what the change means',
    description: [
      'Prints what a Corda node would learn from the JAR: contract and workflow with their versions, the platform',
      'versions it asks for, who signed it, its SHA-256. What a node would refuse or not see is told as a problem.',
      '',
      'Of exactly two files, the first is the JAR that runs and the second the one that is to take its place: then it',
      'tells what the change means for a node, and what blocks it makes the exit status 1.',
    ],
    options: { json: JSON_OPTION },
    required: [],
    examples: [
      'cordage inspect build/libs/trade-1.4.0.jar',
      'cordage inspect trade-1.3.2.jar build/libs/trade-1.4.0.jar',
      'cordage inspect --json *.jar',
    ],
  },
  audit: {
    name: 'audit',
    positionals: '[DIR]',
    least: 0,
    most: 1,
    summary: 'tell what was decided in a network: when, by whom, on what, with what outcome',
    description: [
      'Reads the journal in refs/cordage/journal of the repository in DIR (the current folder when left out). Git does',
      'not fetch it by itself: git fetch origin refs/cordage/journal:refs/cordage/journal',
      '',
      "With the App's key in PRIVATE_KEY or PRIVATE_KEY_PATH it checks every signature; without, it says that it did not.",
      'What somebody else put into the journal is told as a warning, and is none of the decisions.',
    ],
    options: {
      since: { value: 'WHEN', help: 'only decisions since a day (UTC) or for so long: 2026-11-01, 7d, 12h' },
      csv: { help: 'answer with CSV, which no spreadsheet takes for formulas' },
      repository: { value: 'OWNER/NAME', help: 'what the signatures are for; by default as the remote origin says' },
      json: JSON_OPTION,
    },
    required: [],
    examples: ['cordage audit --since 7d', 'cordage audit ../network-manifests --csv | tail -n 20'],
  },
  status: {
    ...FOLDER,
    name: 'status',
    summary: 'tell what every ring runs and whether it is live, from git and the Argo CDs, now or all the time',
    description: [
      'For each artifact and ring: versions by pins, and how many nodes are live on them, judged by their Argo CD',
      'Applications against the last commit that touched those pins in the checkout (git pull first). Then what is',
      'unwell or slow, open rollouts as the journal in the checkout has them, and drift.',
      '',
      'Reads the API servers that argocd.instances names by contexts of the kubeconfig, and changes nothing there. Without',
      'one it tells rings and versions. With --watch it goes on until Ctrl-C: on a terminal in place, else a block or one',
      'line of JSON for every change. The exit status is 1 when a node is unwell or unknown; on the way is neither.',
    ],
    options: {
      watch: { help: 'go on until Ctrl-C, which ends it with exit status 0' },
      kubeconfig: { value: 'PATH', help: 'read this kubeconfig instead of KUBECONFIG or ~/.kube/config' },
      repository: { value: 'OWNER/NAME', help: 'whose Applications are ours; by default as the remote origin says' },
      ...FOLDER_OPTIONS,
    },
    required: [],
    examples: [
      'cordage status',
      'cordage status ../network-manifests --watch',
      "cordage status --json | jq -r '.rows[] | select(.seen.unwell > 0) | .ring'",
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof COMMANDS;

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(COMMANDS, text);

export const listCommands = (): readonly CommandSpec[] => Object.values(COMMANDS);
