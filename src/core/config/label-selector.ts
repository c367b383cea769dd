/** Keys of labels and annotations, and selectors over labels, as Kubernetes takes them (apimachinery, pkg/labels/selector.go). */

/** The longest key: a domain of 253 characters, a slash and a name of 63. */
export const LONGEST_KEY = 317;

export const LABEL_KEY =
  /^(?:(?=[^/]{1,253}\/)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?(?=[^/]{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

const LABEL_VALUE = /^(?:(?=.{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/;

/** One requirement at the place where the last one ended, with the comma behind it. */
const REQUIREMENT =
  /\s*(?:!\s*(?<absent>[^\s,=!()<>]+)|(?<key>[^\s,=!()<>]+)(?:\s*(?:==?|!=)\s*(?<value>[^\s,=!()<>]*)|\s+(?:not)?in\s*\((?<values>[^()=!<>]*)\)|\s*[<>]\s*(?<bound>-?\d{1,15}))?)\s*(?:,|$)/y;

/** Whether `kubectl get -l` takes it, and it selects by something: the empty selector, which takes everything, is none. */
export const isLabelSelector = (text: string): boolean => {
  let at = 0;
  while (at < text.length) {
    REQUIREMENT.lastIndex = at;
    const found = REQUIREMENT.exec(text);
    if (!found?.groups || !isRequirement(found.groups)) return false;
    at = REQUIREMENT.lastIndex;
  }
  return text.trim() !== '' && !text.trimEnd().endsWith(',');
};

const isRequirement = ({ absent, key, value, values }: Readonly<Record<string, string | undefined>>): boolean =>
  LABEL_KEY.test(absent ?? key ?? '') &&
  LABEL_VALUE.test(value ?? '') &&
  (values ?? '').split(',').every((one) => LABEL_VALUE.test(one.trim()));
