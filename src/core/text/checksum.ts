/**
 * A short sum of a text (FNV-1a), to see that somebody changed it. Whoever wants to can make it fit again, which gains
 * nothing: what stands in the text is never believed.
 */
export const checksum = (text: string): string => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
};
