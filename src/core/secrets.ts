/** What only this bot can read, and with which of its keys. */
export interface Sealed {
  readonly keyId: string;
  readonly text: string;
}

/** Port: keeps secrets of people in the database so that whoever has only the database cannot read them. */
export interface Secrets {
  /** @param ownerId whose it is: under another owner it does not open */
  seal(secret: string, ownerId: string): Sealed;
  /** Undefined when it was sealed with another key or for somebody else, or was changed since. */
  open(sealed: Sealed, ownerId: string): string | undefined;
}
