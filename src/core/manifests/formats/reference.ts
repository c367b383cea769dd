import { hasVersionInName, parseImage } from '../image.ts';
import type { Candidate, Format, Scalar } from '../manifest.ts';

/** A scalar that holds a whole image reference, `repo:tag@digest`; nothing where it says no version. */
export const readReference = (format: Format, scalar: Scalar, text = scalar.value): readonly Candidate[] => {
  const image = parseImage(text);
  if (!image) return [];
  const { name, tag, digest } = image;
  const saysNothing = tag === undefined && digest === undefined;
  if (saysNothing && !hasVersionInName(name)) return [];
  return [
    {
      kind: 'image',
      format,
      name,
      tag: tag !== undefined || saysNothing ? scalar : undefined,
      digest: digest === undefined ? undefined : scalar,
    },
  ];
};
