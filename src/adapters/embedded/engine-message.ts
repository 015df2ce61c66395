/** What the store and its engine thread say to each other. */

export interface EngineThreadOptions {
  dataDir: string;
  transport: 'unix' | 'tcp';
  /** Where the engine that this one replaces was reached: its clients look for the new one there. */
  socketFolder: string | undefined;
  port: number | undefined;
  password: string | undefined;
  idleTransactionTimeoutMs: number;
  lockWaitMs: number;
}

export type FromEngineThread =
  | { kind: 'ready'; host: string; port: number }
  | { kind: 'in-use'; holder: string | undefined }
  /** It cannot start, or not go on. */
  | { kind: 'failed'; reason: string; cause?: Error };

export type ToEngineThread = { kind: 'close' };
