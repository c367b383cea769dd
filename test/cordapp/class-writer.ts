/** A class file in parts, each of which a test may make wrong. */
export type WrittenClass = {
  readonly name: string;
  readonly parent?: string;
  readonly interfaces?: readonly string[];
  readonly major?: number;
  readonly access?: number;
  /** Contents of its `RuntimeVisibleAnnotations` attribute; indexes of `texts` begin at 1. */
  readonly annotations?: Buffer;
  readonly texts?: readonly string[];
  /** Said instead of the true number of constants. */
  readonly constants?: number;
};

export const u1 = (...values: readonly number[]): Buffer => Buffer.from(values);

export const u2 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index);
  return bytes;
};

const u4 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const utf8 = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([u1(1), u2(bytes.length), bytes]);
};

/** The bytes of a class without fields and methods. */
export const writeClass = (written: WrittenClass): Buffer => {
  const { name, parent = 'java/lang/Object', interfaces = [], texts = [], annotations } = written;
  const pool = [...texts.map(utf8), utf8('RuntimeVisibleAnnotations')];
  const attribute = pool.length;
  const addClass = (type: string): number => {
    pool.push(utf8(type.replaceAll('.', '/')));
    pool.push(Buffer.concat([u1(7), u2(pool.length)]));
    return pool.length;
  };
  const self = addClass(name);
  const ancestor = addClass(parent);
  const types = interfaces.map(addClass);
  const attributes = annotations ? [u2(1, attribute), u4(annotations.length), annotations] : [u2(0)];
  return Buffer.concat([
    u4(0xcafebabe),
    u2(0, written.major ?? 52, written.constants ?? pool.length + 1),
    ...pool,
    u2(written.access ?? 0x21, self, ancestor, types.length, ...types),
    u2(0, 0),
    ...attributes,
  ]);
};
