/** Where a command's words go: results to `out`, everything about the run itself to `err`. */
export type Terminal = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/** Exit status of every command. */
export const FINE = 0;
export const PROBLEMS = 1;
export const WRONG_USE = 2;

export type OptionSpec = {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands for the value in the help: `RING`. */
  readonly value?: string;
  readonly help: string;
};

export type Arguments = {
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly texts: (option: string) => readonly string[];
  readonly flag: (option: string) => boolean;
};

/** One `cordage <name>`: the table from which the help, the parsing and the documentation derive. */
export type Command = {
  readonly name: string;
  /** Positional arguments as the help shows them. */
  readonly positionals: string;
  readonly most: number;
  readonly least: number;
  readonly summary: string;
  readonly description: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Options without which the command makes no sense. */
  readonly required: readonly string[];
  readonly examples: readonly string[];
  readonly run: (args: Arguments, terminal: Terminal) => Promise<number>;
};

/** Options that mean the same in every command that works on a folder. */
export const FOLDER_OPTIONS = {
  config: { type: 'string', value: 'FILE', help: 'read this cordage.yaml, for a folder that has none' },
  json: { type: 'boolean', help: 'print JSON instead of text' },
} as const satisfies Readonly<Record<string, OptionSpec>>;
