import { writeZip, zipEntry } from './zip.ts';

/** What goes into a made JAR: the main attributes in order, and files by path (text is written as UTF-8). */
export type JarContent = {
  readonly manifest: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
};

/** Bytes of a manifest line without its end, as the JAR specification has it. */
const LONGEST_LINE = 72;

/** Cuts between bytes, not characters, as the JDK does; each further line begins with a space. */
const renderLine = (line: string): Buffer => {
  const bytes = Buffer.from(line);
  const parts = [bytes.subarray(0, LONGEST_LINE)];
  for (let at = LONGEST_LINE; at < bytes.length; at += LONGEST_LINE - 1) {
    parts.push(Buffer.from('\r\n '), bytes.subarray(at, at + LONGEST_LINE - 1));
  }
  return Buffer.concat([...parts, Buffer.from('\r\n')]);
};

/** The bytes of a manifest with these main attributes, `Manifest-Version` before them. */
export const renderManifest = (attributes: Readonly<Record<string, string>>): Buffer =>
  Buffer.concat([
    renderLine('Manifest-Version: 1.0'),
    ...Object.entries(attributes).map(([name, value]) => renderLine(`${name}: ${value}`)),
    Buffer.from('\r\n'),
  ]);

/** A small, valid, unsigned JAR, manifest first; the same content makes the same bytes. */
export const makeCordappJar = ({ manifest, files = {} }: JarContent): Uint8Array =>
  writeZip([
    zipEntry('META-INF/MANIFEST.MF', renderManifest(manifest)),
    ...Object.entries(files).map(([name, content]) => zipEntry(name, Buffer.from(content))),
  ]);
