/** What the store and its engine thread say to each other. */

export interface EngineThreadOptions {
  dataDir: string;
  socketPath: string | undefined;
  password: string | undefined;
  idleTransactionTimeoutMs: number;
  lockWaitMs: number;
}

export type FromEngineThread =
  | { kind: 'ready'; port: number | undefined }
  | { kind: 'in-use'; holder: string | undefined }
  /** It cannot start, or not go on. */
  | { kind: 'failed'; reason: string };

export type ToEngineThread = { kind: 'close' };
