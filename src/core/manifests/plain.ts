/**
 * What a plain (unquoted) scalar means, and when a text may be written as one.
 *
 * Kubernetes' tools read YAML with go-yaml, which follows YAML 1.1 in part (`0123` is octal, `yes` is true);
 * other tools follow YAML 1.2. Reading follows go-yaml; writing quotes whatever any of them would not read as text.
 */
export type Reading = {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** As the tools print it where a text is wanted: `1.10` gives `1.1`. */
  readonly value: string;
};

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INTEGER = /^[-+]?(?:0[bB][01_]+|0[oO][0-7_]+|0[xX][0-9a-fA-F_]+|[0-9][0-9_]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** Some readers of YAML 1.1 take a number with parts left out for one: `e0`, `.`, `1_.`. */
const LOOSE = /^[-+]?[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]|$)/;
/** Needs no look at its surroundings: no space, no flow indicator, no `: ` or ` #`, no indicator at either end. */
const SAFE = /^[A-Za-z0-9_/](?:[A-Za-z0-9_.\-+/:@=%~]*[A-Za-z0-9_./+=%~-])?$/;

export const readPlain = (source: string): Reading => {
  if (NULL.test(source)) return { type: 'null', value: '' };
  if (TRUE.test(source)) return { type: 'boolean', value: 'true' };
  if (FALSE.test(source)) return { type: 'boolean', value: 'false' };
  if (INTEGER.test(source)) return { type: 'number', value: readInteger(source) };
  if (FLOAT.test(source)) return { type: 'number', value: String(Number(source.replaceAll('_', ''))) };
  if (NOT_FINITE.test(source)) return { type: 'number', value: source };
  return { type: 'string', value: source };
};

const readInteger = (source: string): string => {
  const digits = source.replaceAll('_', '').replace(/^\+/, '').toLowerCase();
  const negative = digits.startsWith('-');
  const bare = negative ? digits.slice(1) : digits;
  const octal = /^0[0-7]+$/.test(bare) ? `0o${bare}` : bare.replace(/^0+(?=[0-9])/, '');
  if (/^0[box]$/.test(octal)) return source;
  return `${negative ? '-' : ''}${BigInt(octal)}`;
};

/** Whether every reader takes this plain text for text, in block and in flow context alike. */
export const isPlainText = (value: string): boolean =>
  SAFE.test(value) &&
  readPlain(value).type === 'string' &&
  !LOOSE.test(value) &&
  !BASE_60.test(value) &&
  !TIMESTAMP.test(value) &&
  !value.startsWith('---') &&
  !value.startsWith('...');
