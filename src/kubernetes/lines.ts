const NEWLINE = 10;

/** Bytes of a line. etcd takes no object of more than 1.5 MiB, which escapes can make some times as long. */
export const LONGEST_LINE = 8 * 1024 * 1024;

/**
 * Cuts chunks of a body into lines. A line that is too long comes out as undefined and is never kept whole; what follows
 * the last newline never comes out, because it may be half a line.
 */
export const createLineSplitter = (longest = LONGEST_LINE): ((chunk: Uint8Array) => (string | undefined)[]) => {
  let parts: Uint8Array[] = [];
  let size = 0;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > longest) parts = [];
    else parts.push(part);
  };
  const take = (): string | undefined => {
    const line = size > longest ? undefined : Buffer.concat(parts, size).toString();
    parts = [];
    size = 0;
    return line;
  };
  return (chunk) => {
    const lines: (string | undefined)[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, end));
      lines.push(take());
      from = end + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
    return lines;
  };
};
