/** Rings when anything changed. Waiting is looking again at every ring, so nothing polls and nothing is missed. */
export class Bell {
  readonly #listeners = new Set<() => void>();

  ring(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  waitFor<T>(look: () => T | undefined | null | false, timeoutMs = 5000, what = look.toString()): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let stop: () => void = () => undefined;
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`The sandbox waited ${timeoutMs} ms in vain for: ${what}`));
      }, timeoutMs);
      const check = () => {
        let found: T | undefined | null | false;
        try {
          found = look();
        } catch (error) {
          stop();
          clearTimeout(timer);
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        if (found === undefined || found === null || found === false) return;
        stop();
        clearTimeout(timer);
        resolve(found);
      };
      stop = this.listen(check);
      check();
    });
  }
}
