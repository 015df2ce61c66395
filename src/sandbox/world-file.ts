import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { World } from './world.ts';
import type { WorldData } from './world-data.ts';

const QUIET_MS = 100;

export function loadWorldData(path: string): WorldData | null {
  if (!existsSync(path)) return null;
  const data = JSON.parse(readFileSync(path, 'utf8')) as WorldData;
  if (data.format !== 1) {
    throw new Error(`${path} was written by another version of the sandbox. Move it away to begin anew.`);
  }
  return data;
}

/** Keeps the world in a file: soon after each change, and whole at any time (written beside, then renamed). */
export class WorldFile {
  readonly #path: string;
  readonly #world: World;
  readonly #onProblem: (error: unknown) => void;
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(path: string, world: World, onProblem: (error: unknown) => void) {
    this.#path = path;
    this.#world = world;
    this.#onProblem = onProblem;
    mkdirSync(dirname(path), { recursive: true });
    this.#stopListening = world.bell.listen(() => {
      this.#timer ??= setTimeout(() => this.save(), QUIET_MS);
    });
  }

  save(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      // Secrets are inside, so the file is for its owner only.
      const file = openSync(`${this.#path}.new`, 'w', 0o600);
      try {
        writeSync(file, JSON.stringify(this.#world.data));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(`${this.#path}.new`, this.#path);
    } catch (error) {
      this.#onProblem(error);
    }
  }

  stop(): void {
    this.#stopListening();
    this.save();
  }
}
