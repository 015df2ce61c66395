/** What the store and its engine thread say to each other. */

export interface EngineThreadOptions {
  dataDir: string;
  transport: 'unix' | 'tcp';
  /** Of the engine that this one replaces: its clients look for the new one there. */
  socketFolder: string | undefined;
  password: string | undefined;
  idleTransactionTimeoutMs: number;
  lockWaitMs: number;
}

export type FromEngineThread =
  | { kind: 'ready'; host: string; port: number }
  | { kind: 'in-use'; holder: string | undefined }
  /** It cannot start, or not go on. */
  | { kind: 'failed'; reason: string };

export type ToEngineThread = { kind: 'close' };
