import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of uploaded files: in memory, and in a folder beside the state file when there is one. */
export class FileStore {
  readonly #folder: string | null;
  readonly #bytes = new Map<string, Buffer>();

  constructor(folder: string | null) {
    this.#folder = folder;
    if (folder) mkdirSync(folder, { recursive: true });
  }

  put(id: string, bytes: Buffer): void {
    this.#bytes.set(id, bytes);
    if (!this.#folder) return;
    const path = this.#path(id);
    writeFileSync(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
  }

  get(id: string): Buffer | undefined {
    const known = this.#bytes.get(id);
    if (known || !this.#folder || !existsSync(this.#path(id))) return known;
    const bytes = readFileSync(this.#path(id));
    this.#bytes.set(id, bytes);
    return bytes;
  }

  #path(id: string): string {
    // Ids are the sandbox's own, but they come back in addresses.
    if (!/^[A-Za-z0-9]+$/.test(id)) throw new Error(`Not a file id: ${id}`);
    return join(this.#folder ?? '', id);
  }
}
