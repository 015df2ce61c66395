/** Port: what the bot must remember of itself from one run to the next, one text a name. */
export interface FactStore {
  fact(name: string): Promise<string | undefined>;
  /** The later text replaces the earlier. */
  saveFact(name: string, text: string): Promise<void>;
}
