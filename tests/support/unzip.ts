import { crc32 } from "node:zlib";

/** Little-endian marks of the parts of a ZIP (APPNOTE.TXT 6.3, sections 4.3 and 4.4). */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const STORED = 0;
const UTF8_NAMES = 0x800;

/**
 * Reads a ZIP of stored files by its central directory, as extracting programs do, and checks lengths and checksums.
 * @returns the bytes by name, in their order
 * @throws where it is not whole, or has a file twice.
 */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - END_BYTES;
  if (zip.readUInt32LE(end) !== END) throw new Error("The ZIP has no end");
  const count = zip.readUInt16LE(end + 10);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  if (at + zip.readUInt32LE(end + 12) !== end) throw new Error("The directory is not where the end says");
  for (let entry = 0; entry < count; entry += 1) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error(`Entry ${entry} is not in the directory`);
    const flags = zip.readUInt16LE(at + 8);
    const [sum, packed, bytes] = [16, 20, 24].map((place) => zip.readUInt32LE(at + place));
    const [nameBytes = 0, extraBytes = 0, commentBytes = 0] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place));
    const name = zip.toString("utf8", at + 46, at + 46 + nameBytes);
    if (zip.readUInt16LE(at + 10) !== STORED || packed !== bytes) throw new Error(`${name} is compressed`);
    if (!(flags & UTF8_NAMES)) throw new Error(`${name} is not marked as UTF-8`);
    const local = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(local) !== LOCAL) throw new Error(`${name} is not where the directory says`);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + (bytes ?? 0));
    if (crc32(data) !== sum) throw new Error(`${name} is broken`);
    if (files.has(name)) throw new Error(`${name} is there twice`);
    files.set(name, data);
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return files;
}
