import { ApiRefusal } from './status.ts';

type Labels = Readonly<Record<string, string>>;

const REQUIREMENT = /^(?:(!?)([\w./-]+)|([\w./-]+)\s*(=|==|!=)\s*([\w.-]*)|([\w./-]+)\s+(in|notin)\s+\(([^()]*)\))$/;

/** A label selector as kubectl takes it, equality and set forms. @throws ApiRefusal for one that is none */
export const parseSelector = (text: string): ((labels: Labels) => boolean) => {
  const parts = text.trim() === '' ? [] : text.split(/,(?![^()]*\))/).map((part) => part.trim());
  const all = parts.map(parseRequirement);
  return (labels) => all.every((matches) => matches(labels));
};

const parseRequirement = (text: string): ((labels: Labels) => boolean) => {
  const match = REQUIREMENT.exec(text);
  if (!match) throw new ApiRefusal(400, 'BadRequest', `unable to parse requirement: ${text}`);
  const [, not, exists, key = '', operator, value, setKey = '', set, values = ''] = match;
  if (exists !== undefined) return (labels) => (labels[exists] !== undefined) === (not === '');
  if (operator !== undefined) return (labels) => (labels[key] === value) === (operator !== '!=');
  const wanted = new Set(values.split(',').map((one) => one.trim()));
  // A label that is not there is in no set.
  return (labels) => wanted.has(labels[setKey] ?? '\0') === (set === 'in');
};
